/** What contacts answer and steps find out, and where it is kept. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../../db/id.ts'
import { readLog } from '../../setup/testing.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { bring } from '../../testing/scene.ts'
import { beginPlay, english, openStage } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

test('a question is asked, heard, and its answer kept', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(
    await play.publish([
      {
        ...{ id: 'a', type: 'ask_question', text: english('Which city?'), exits: { answered: 'b' } },
        saveTo: { kind: 'contact_field', key: 'city' },
      },
      { id: 'b', type: 'send_message', text: english('{{ contact.field.city }} it is') },
    ]),
  )
  await play.advance(id)
  assert.deepEqual(
    (await play.said()).map(({ text }) => text),
    ['Which city?'],
  )
  await bring(play.scene, inboundMessage({ text: 'Wien' }))
  const message = {
    id: newId(),
    text: 'Wien',
    kind: 'text',
    choiceId: null,
    attachmentIds: [],
    location: null,
  } as const
  await play.tell(id, { type: 'message', message })
  await play.advance(id)
  assert.deepEqual(
    (await play.said()).map(({ text }) => text),
    ['Which city?', 'Wien it is'],
  )
})

test('an answer that the contact’s name or a field cannot be is asked for again', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  await database.db
    .insertInto('field')
    .values({ workspace_id: workspaceId, id: newId(), subject: 'contact', key: 'boats', name: 'Boats', type: 'number' })
    .execute()
  const id = await play.start(
    await play.publish([
      {
        ...{ id: 'a', type: 'ask_question', text: english('Who are you?'), exits: { answered: 'b', invalid: 'c' } },
        saveTo: { kind: 'contact', what: 'name' },
      },
      {
        ...{ id: 'b', type: 'ask_question', text: english('How many boats?'), invalidText: english('A number.') },
        ...{ saveTo: { kind: 'contact_field', key: 'boats' }, retries: 1, exits: { invalid: 'c' } },
      },
      { id: 'c', type: 'note', text: '{{ contact.name }} does not say' },
    ]),
  )
  await play.advance(id)
  for (const text of ['I am '.repeat(100), 'Mara', 'many', 'lots']) {
    const message = { id: newId(), text, kind: 'text', choiceId: null, attachmentIds: [], location: null } as const
    await play.tell(id, { type: 'message', message })
    await play.advance(id)
  }
  assert.deepEqual(
    (await play.said()).map(({ text }) => text),
    ['Who are you?', 'Who are you?', 'How many boats?', 'A number.', 'Mara does not say'],
  )
  assert.equal((await play.run(id)).status, 'done')
})

test('a score counts once where no field takes it, and the history says so', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  const field = {
    workspace_id: workspaceId,
    id: newId(),
    subject: 'contact',
    key: 'day',
    name: 'Day',
    type: 'date',
  } as const
  await database.db.insertInto('field').values(field).execute()
  const id = await play.start(
    await play.publish([
      {
        ...{ id: 'a', type: 'ask_question', answer: 'rating', text: english('How was it?'), exits: { answered: 'b' } },
        saveTo: { kind: 'contact_field', key: 'day' },
      },
      { id: 'b', type: 'send_message', text: english('Thanks') },
    ]),
  )
  await play.advance(id)
  const message = { id: newId(), text: '4', kind: 'text', choiceId: null, attachmentIds: [], location: null } as const
  await play.tell(id, { type: 'message', message })
  await play.advance(id)

  const run = await play.run(id)
  assert.equal(run.status, 'done')
  assert.deepEqual(
    (await play.said()).map(({ text }) => text),
    ['How was it?', 'Thanks'],
  )
  const given = (await readLog(database, workspaceId)).filter((event) => event.type === 'rating.given')
  assert.deepEqual(
    given.map(({ data }) => data.rating.score),
    [4],
  )
  const [asked] = run.steps
  assert.equal(asked?.exit, 'answered')
  assert.match(asked?.error ?? '', /could not be kept.*must be a day/)
})

test('what is put into a field is of its kind, where that says the same', async () => {
  const play = await beginPlay(stage)
  const { workspaceId, contactId } = play
  const types = { words: 'text', boats: 'number', vip: 'yes_no', seas: 'choices', stars: 'choice' } as const
  await database.db
    .insertInto('field')
    .values(
      Object.entries(types).map(([key, type]) => ({
        ...{ workspace_id: workspaceId, id: newId(), subject: 'contact' as const, key, name: key, type },
        options: JSON.stringify(type === 'choices' ? ['North', 'Black'] : type === 'choice' ? ['4', '5'] : []),
      })),
    )
    .execute()
  const id = await play.start(
    await play.publish([
      {
        ...{ id: 'a', type: 'edit_contact', exits: { next: 'b' } },
        fields: {
          ...{ words: 'One\n two', boats: '{{ variable.count }}', vip: '{{ variable.isVip }}' },
          ...{ seas: '{{ variable.sea }}', stars: '{{ variable.count }}' },
        },
      },
      { id: 'b', type: 'stop' },
    ]),
    { count: 4, isVip: true, sea: 'Black' },
  )
  await play.advance(id)
  assert.equal((await play.run(id)).error, null)
  const row = await database.db.selectFrom('contact').select('fields').where('id', '=', contactId).executeTakeFirst()
  assert.deepEqual(row?.fields, { words: 'One two', boats: 4, vip: true, seas: ['Black'], stars: '4' })
})

test('what the contact says of the conversation is kept, with who had it', async () => {
  const play = await beginPlay(stage)
  const [ana] = play.scene.agents
  await sql`UPDATE conversation SET assignee_id = ${ana!.memberId}, assigned_at = now(), assigned_by = 'manual'
    WHERE id = ${play.conversationId}`.execute(database.db)
  const id = await play.start(
    await play.publish([{ id: 'a', type: 'ask_question', answer: 'rating', text: english('How was it?') }]),
  )
  await play.advance(id)
  const message = { id: newId(), text: '4', kind: 'text', choiceId: null, attachmentIds: [], location: null } as const
  await play.tell(id, { type: 'message', message })
  await play.advance(id)

  const given = (await readLog(database, play.workspaceId)).filter((event) => event.type === 'rating.given')
  assert.deepEqual(
    given.map(({ data: { rating } }) => [rating.score, rating.agentId, rating.teamId, rating.contactId]),
    [[4, ana!.memberId, play.scene.team.id, play.contactId]],
  )
})
