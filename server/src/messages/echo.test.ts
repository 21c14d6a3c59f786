/** An echo of our own message may come before, while or after the provider's answer does: it is one message. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { applyToMessages, type Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import { readLog } from '../setup/testing.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage, inboundReaction, inboundStatus } from '../testing/inbound.ts'
import { bring, type Scene, setScene } from '../testing/scene.ts'
import { retryMessage } from './deliver.ts'
import { beginAnswer, usual } from './testing.ts'

let app: TestApp
let scene: Scene
let talk: Awaited<ReturnType<typeof beginAnswer>>

before(async () => {
  app = await openApp()
})
beforeEach(async () => {
  scene = await setScene(app.database)
  talk = await beginAnswer(scene)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

const sent = (providerId: string) => ({ kind: 'sent', providerId }) as const
const doubt = { kind: 'unknown', detail: 'made to be in doubt' } as const

function echo(providerId: string, text: string, messageId: string | null = null) {
  return inboundMessage({ providerId, text, author: 'member', messageId })
}

test('before the answer, with our own id', async () => {
  const id = await talk.send('Hello')

  await bring(scene, echo('p1', 'Hello as the provider writes it', id))
  await talk.answer(id, sent('p1'))

  assert.deepEqual(await talk.written(), ['Hello sent p1'])
})

test('before the answer, with the same words alone', async () => {
  const id = await talk.send('Hello')

  await bring(scene, echo('p1', 'Hello'))
  await talk.answer(id, sent('p1'))

  assert.deepEqual(await talk.written(), ['Hello sent p1'])
})

test('before the answer, with the same words alone, of which the marks were not sent', async () => {
  const id = await talk.send('**Hello** to [you](https://shop.example)')

  await bring(scene, echo('p1', 'Hello to you (https://shop.example)'))
  await talk.answer(id, sent('p1'))

  assert.deepEqual(await talk.written(), ['**Hello** to [you](https://shop.example) sent p1'])
})

test('after the answer', async () => {
  const id = await talk.send('Hello')

  await talk.answer(id, sent('p1'))
  await bring(scene, echo('p1', 'Hello'))

  assert.deepEqual(await talk.written(), ['Hello sent p1'])
})

test('at the moment of the answer, in whatever order they commit', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await talk.send(`Hello ${round}`)
    const both = [() => talk.answer(id, sent(`p${round}`)), () => bring(scene, echo(`p${round}`, `Hello ${round}`))]
    await Promise.all((round % 2 ? both : both.reverse()).map((each) => each()))
  }

  assert.deepEqual(
    await talk.written(),
    Array.from({ length: 10 }, (_, round) => `Hello ${round} sent p${round}`),
  )
})

test('instead of an answer that never comes', async () => {
  const id = await talk.send('Hello')
  await talk.answer(id, doubt)

  await bring(scene, echo('p1', 'Hello'))

  assert.deepEqual(await talk.written(), ['Hello sent p1'])
})

test('after it was given up, as long as that is a minute ago', async () => {
  const one = await talk.send('One')
  await talk.answer(one, doubt, { ...usual, receiptWaitMs: 0 })
  const two = await talk.send('Two')
  await talk.answer(two, doubt, { ...usual, receiptWaitMs: 0 })
  await sql`UPDATE message SET sending_since = now() - interval '2 minutes' WHERE id = ${two}`.execute(app.database.db)

  await bring(scene, echo('p1', 'One'), echo('p2', 'Two'))

  assert.deepEqual(await talk.written(), ['One sent p1', 'Two unknown null', 'Two sent p2'])
})

test('in other words, stored before the answer: the answer takes its place, and every list follows', async () => {
  const id = await talk.send('Hello *you*')
  await bring(scene, echo('p1', 'Hello you'))
  await bring(scene, inboundReaction('p1', '👍'), inboundStatus({ providerId: 'p1', status: 'delivered' }))
  await bring(scene, inboundMessage({ text: 'Yes', message: { replyToProviderId: 'p1' } }))
  assert.equal((await talk.written()).length, 2)

  await talk.answer(id, sent('p1'))

  assert.deepEqual(await talk.written(), ['Hello *you* delivered p1'])
  const shown = await talk.shown()
  assert.deepEqual(shown.find((message) => message.id === id)?.reactions, [{ by: 'contact', emoji: '👍' }])
  assert.equal(shown.at(-1)?.replyTo?.id, id)
  const log = await readLog(app.database, scene.workspaceId)
  let followed: readonly Message[] = []
  for (const event of log) followed = applyToMessages(followed, talk.conversationId, event)
  assert.deepEqual(
    followed.map((message) => message.id),
    shown.map((message) => message.id),
  )
})

test('taken for an earlier one of the same words, until the answer says whose it was', async () => {
  const first = await talk.send('OK')
  await talk.answer(first, doubt, { ...usual, receiptWaitMs: 0 })
  const second = await talk.send('OK')
  await bring(scene, echo('p2', 'OK'))
  assert.deepEqual(await talk.written(), ['OK sent p2', 'OK sending null'])

  await talk.answer(second, sent('p2'))

  assert.deepEqual(await talk.written(), ['OK unknown null', 'OK sent p2'])
})

test('of what somebody wrote elsewhere it is a message, and so is one with another number of files', async () => {
  await talk.send('Hello')
  const file = { mediaId: 'm1', name: null, type: 'image/png', isVoice: false }
  const withFile = inboundMessage({
    ...{ providerId: 'p2', text: 'Hello', author: 'member' },
    message: { kind: 'image', attachments: [file] },
  })

  await bring(scene, echo('p1', 'Written on the phone'), withFile)

  assert.deepEqual(await talk.written(), ['Hello sending null', 'Written on the phone sent p1', 'Hello sent p2'])
})

test('names a message of another channel, or of a contact: it is none of ours', async () => {
  const other = await setScene(app.database)
  const foreign = await (await beginAnswer(other)).send('Foreign')
  const [own] = await talk.shown()

  await bring(scene, echo('p1', 'One', foreign), echo('p2', 'Two', own!.id), echo('p3', 'Three', 'no id'))

  assert.deepEqual(await talk.written(), ['One sent p1', 'Two sent p2', 'Three sent p3'])
})

test('an echo lets what stands behind it go at once', async () => {
  const id = await talk.send('Hello')
  await talk.answer(id, doubt)
  await bring(scene, echo('p1', 'Hello', id))

  const { rows } = await sql<{ is_due: boolean }>`
    SELECT run_at <= now() AS is_due FROM graphile_worker.jobs WHERE key = ${`deliver:${talk.conversationId}`}`.execute(
    app.database.db,
  )
  assert.deepEqual(rows, [{ is_due: true }])
})

test('of an earlier try, when a person has sent it again: both went out, and both are shown', async () => {
  const id = await talk.send('Hello')
  await talk.answer(id, doubt, { ...usual, receiptWaitMs: 0 })
  await app.database.transact((tx) => retryMessage(tx, { workspaceId: scene.workspaceId, id }))
  await talk.begin(id)
  await talk.answer(id, sent('p2'))

  await bring(scene, echo('p1', 'Hello', id))

  assert.deepEqual(await talk.written(), ['Hello sent p2', 'Hello sent p1'])
})
