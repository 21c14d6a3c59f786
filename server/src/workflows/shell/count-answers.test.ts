import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inboundMessage } from '../../testing/inbound.ts'
import { allMessages, bring, onlyConversation } from '../../testing/scene.ts'
import { beginPlay, english, openStage } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

const items = Array.from({ length: 99 }, () => 'x').join()
const loops = [1, 2, 3, 4].map((each) => `{% for a${each} in items %}`).join('')
const slow = `{% assign items = "${items}" | split: "," %}${loops}${'{% endfor %}'.repeat(4)}`

test('a message comes in, and soon, whatever the titles take that it is compared with', async () => {
  const play = await beginPlay(stage)
  const choices = Array.from({ length: 20 }, (_, index) => ({
    id: `c${index}`,
    title: english(`{% if contact.name == "Slow" %}${slow}{% endif %}Title ${index}`),
  }))
  for (const name of ['First', 'Second', 'Third']) {
    const ask = { id: 'ask', type: 'ask_question', answer: 'choice', text: english('Which?'), choices } as const
    await play.advance(await play.start(await play.publish([ask], { name })))
  }
  await sql`UPDATE conversation SET status = 'closed', closed_at = now() WHERE id = ${play.conversationId}`.execute(
    database.db,
  )
  await sql`UPDATE contact SET name = 'Slow' WHERE id = ${play.contactId}`.execute(database.db)

  const from = performance.now()
  await bring(play.scene, inboundMessage({ text: 'Title 3' }))
  assert.ok(performance.now() - from < 3000, `${Math.round(performance.now() - from)} ms`)
  assert.equal((await onlyConversation(play.scene)).status, 'open')
  assert.ok((await allMessages(play.scene)).some(({ text }) => text === 'Title 3'))
})
