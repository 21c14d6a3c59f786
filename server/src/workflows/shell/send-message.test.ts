import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../../db/id.ts'
import { Housekeeping } from '../../housekeeping.ts'
import { addChannel } from '../../setup/testing.ts'
import { quiet } from '../../testing/app.ts'
import { inWords } from './choices.ts'
import { beginPlay, english, openStage, type Play, type StepInput } from './testing.ts'

const stage = await openStage()
const { database, providers } = stage
after(() => stage[Symbol.asyncDispose]())

type Send = Extract<StepInput, { type: 'send_message' }>

/** A run of this one step, to its end. */
async function send(play: Play, given: Partial<Send>) {
  const id = await play.start(
    await play.publish([{ id: 'a', type: 'send_message', text: english('Hello'), ...given } satisfies StepInput]),
  )
  await play.advance(id)
  return play.run(id)
}

test('choices are buttons where the channel has them, and else a list in the text', async () => {
  const play = await beginPlay(stage)
  const choices = (titles: readonly string[]) =>
    titles.map((title, index) => ({ id: `c${index}`, title: english(title) }))
  await send(play, { choices: choices(['Sales', 'Support']) })
  await send(play, { choices: choices(['Sales', 'Something that is much too long for any button of the provider']) })

  const [buttons, list] = await play.said()
  assert.deepEqual(
    [buttons?.text, buttons?.content.choices],
    [
      'Hello',
      [
        { id: 'c0', title: 'Sales' },
        { id: 'c1', title: 'Support' },
      ],
    ],
  )
  assert.equal(list?.text, 'Hello\n\n1. Sales\n2. Something that is much too long for any button of the provider')
  assert.deepEqual(inWords({ text: 'Which?', choices: [{ id: 'a', title: 'A' }] }, null), {
    text: 'Which?\n\n1. A',
    choices: [],
  })
})

test('a file is sent time and again, each time as the message’s own, and stays as long as a step names it', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  const [used, unused] = [newId(), newId()]
  for (const id of [used, unused]) {
    await providers.storage.write(workspaceId, id, bytes('%PDF-1.7 example'), 1e6)
    await database.db
      .insertInto('attachment')
      .values({
        ...{ workspace_id: workspaceId, id, message_id: null, uploaded_by: play.scene.owner.memberId },
        ...{ name: 'price-list.pdf', type: 'application/pdf', size: 16, state: 'stored', media_id: null },
        created_at: new Date(Date.now() - 2 * 86_400_000),
      })
      .execute()
  }
  const workflowId = await play.publish([
    { id: 'a', type: 'send_message', text: english('Our prices'), attachmentIds: [used] },
  ])
  for (const id of [await play.start(workflowId), await play.start(workflowId)]) {
    await play.advance(id)
    assert.equal((await play.run(id)).status, 'done')
  }

  const sent = (await play.said()).flatMap(({ attachments }) => attachments)
  assert.deepEqual(
    sent.map(({ name, size }) => [name, size]),
    [
      ['price-list.pdf', 16],
      ['price-list.pdf', 16],
    ],
  )
  assert.equal(new Set(sent.map(({ id }) => id)).size, 2)
  await new Housekeeping(database, providers, quiet).run()
  const sizes = await Promise.all(
    [used, unused, ...sent.map(({ id }) => id)].map((id) => providers.storage.size(workspaceId, id)),
  )
  assert.deepEqual(sizes, [16, null, 16, 16])
})

test('where the window is closed the step’s template goes out instead', async () => {
  const play = await beginPlay(stage)
  await sql`UPDATE conversation SET last_contact_message_at = now() - interval '2 days'
    WHERE id = ${play.conversationId}`.execute(database.db)
  const template = { name: 'we_miss_you', language: 'en' }
  assert.equal((await send(play, { template })).status, 'done')
  assert.equal((await send(play, {})).steps[0]?.output.code, 'window_closed')

  const [message, ...others] = await play.said()
  assert.deepEqual([message?.kind, message?.content.template?.name, others.length], ['template', 'we_miss_you', 0])
})

test('who wants no messages gets none', async () => {
  for (const [column, code] of [
    ['blocked_at', 'contact_blocked'],
    ['opted_out_at', 'contact_opted_out'],
  ] as const) {
    const play = await beginPlay(stage)
    await sql`UPDATE identity SET ${sql.ref(column)} = now() WHERE workspace_id = ${play.workspaceId}`.execute(
      database.db,
    )
    assert.equal((await send(play, {})).steps[0]?.output.code, code)
    assert.deepEqual(await play.said(), [])
  }
})

test('what is closed can be written into, and stays closed', async () => {
  const play = await beginPlay(stage)
  await sql`UPDATE conversation SET status = 'closed', closed_at = now() WHERE id = ${play.conversationId}`.execute(
    database.db,
  )
  assert.equal((await send(play, {})).status, 'done')
  assert.equal((await play.said()).length, 1)
})

test('another channel is written to where the contact was spoken to there, and said so where not', async () => {
  const play = await beginPlay(stage)
  const { workspaceId, contactId } = play
  const [known, unknown] = [await addChannel(database, workspaceId), await addChannel(database, workspaceId)]
  await database.db
    .insertInto('identity')
    .values({ workspace_id: workspaceId, id: newId(), channel_id: known, address: 'visitor', contact_id: contactId })
    .execute()
  const thereId = newId()
  await database.db
    .insertInto('conversation')
    .values({
      ...{ workspace_id: workspaceId, id: thereId, channel_id: known, contact_id: contactId },
      ...{ team_id: null, assignee_id: null, queue_order: new Date() },
    })
    .execute()

  assert.equal((await send(play, { channel: known })).status, 'done')
  assert.equal((await send(play, { channel: 'last' })).status, 'done')
  assert.equal((await send(play, { channel: unknown })).steps[0]?.output.code, 'no_conversation')

  const said = await play.said()
  assert.deepEqual(
    said.map(({ conversationId, state }) => [conversationId, state]),
    [
      [thereId, 'sent'],
      [thereId, 'sent'],
    ],
  )
})

async function* bytes(text: string) {
  yield Buffer.from(text)
}
