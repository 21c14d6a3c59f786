/** What becomes, in the runs of its conversation, of a message that the contact took back. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import { readLog } from '../../setup/testing.ts'
import { inboundDeletion, inboundMessage } from '../../testing/inbound.ts'
import { allMessages, bring } from '../../testing/scene.ts'
import { forgetMessageInRuns } from './forget-message.ts'
import { beginPlay, english, openStage, type Play, type StepInput } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

const askCity: StepInput = {
  ...{ id: 'ask', type: 'ask_question', text: english('Which city?'), exits: { answered: 'say', invalid: 'bye' } },
  saveTo: { kind: 'variable', name: 'city' },
}
const bye: StepInput = { id: 'bye', type: 'note', text: 'They did not say' }
const pause = { type: 'wait', until: { kind: 'minutes', minutes: 5 } } as const

test('takes out what a run heard, what it made of it, what it passed on, and what was to be told', async () => {
  const play = await beginPlay(stage)
  const child = await play.publish([{ ...pause, id: 'later' }], { name: 'Child' })
  const steps: StepInput[] = [
    askCity,
    { id: 'say', type: 'note', text: 'Lives in {{ variable.city | upcase }}', exits: { next: 'set' } },
    { id: 'set', type: 'set_variable', variable: 'place', value: 'near {{ variable.city }}', exits: { next: 'tell' } },
    { id: 'tell', type: 'webhook', url: 'http://127.0.0.1:9/', body: '{{ variable.place }}', exits: { next: 'hand' } },
    { id: 'hand', type: 'run_workflow', workflowId: child, exits: { next: 'last' } },
    { id: 'last', type: 'note', text: 'At last: {{ message.text }}', exits: { next: 'later' } },
    { ...pause, id: 'later', exits: { next: 'end' } },
    { id: 'end', type: 'note', text: 'City: {{ variable.city | default: "none" }}' },
  ]
  const id = await play.start(await play.publish(steps))
  await play.advance(id)
  const message = await hear(play, id, 'Wolkersdorf')
  assert.ok((await wordsIn(play, 'wolkersdorf')).length > 4)

  await takeBack(play, message)
  await forgetTwice(play, message)

  assert.deepEqual(await wordsIn(play, 'wolkersdorf'), [])
  const { variables, steps: taken, status } = await play.run(id)
  assert.deepEqual([variables, status], [{ city: null, place: null }, 'waiting'])
  assert.deepEqual(
    taken.map(({ stepId, exit, error }) => [stepId, exit, error !== null]),
    [
      ['ask', 'answered', false],
      ['say', 'next', false],
      ['set', 'next', false],
      ['tell', 'next', true],
      ['hand', 'next', false],
      ['last', 'next', false],
    ],
  )

  await play.skipTime()
  await play.tell(id, { type: 'time' })
  await play.advance(id)
  assert.equal((await play.said()).at(-1)?.text, 'City: none')
})

test('leaves what other messages said', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(
    await play.publish([
      { ...askCity, exits: { answered: 'street' } },
      {
        ...{ id: 'street', type: 'ask_question', text: english('Which street?'), exits: { answered: 'say' } },
        saveTo: { kind: 'variable', name: 'street' },
      },
      { id: 'say', type: 'note', text: 'In {{ variable.city }}', exits: { next: 'both' } },
      { id: 'both', type: 'note', text: '{{ variable.street }}, {{ variable.city }}' },
    ]),
  )
  await play.advance(id)
  await hear(play, id, 'Wolkersdorf')
  const message = await hear(play, id, 'Gartengasse')

  await takeBack(play, message)
  await forgetTwice(play, message)

  const { variables, steps } = await play.run(id)
  assert.deepEqual(variables, { city: 'Wolkersdorf', street: null })
  assert.deepEqual(
    steps.map(({ stepId, output }) => [stepId, Object.keys(output).length > 0]),
    [
      ['ask', true],
      ['street', false],
      ['say', true],
      ['both', false],
    ],
  )
  assert.deepEqual(await wordsIn(play, 'gartengasse'), [])
})

test('what a run has not taken in yet says nothing when it does', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(await play.publish([{ ...askCity, retries: 0 }, { ...bye }, { ...pause, id: 'say' }]))
  await play.advance(id)
  const message = await arrive(play, 'Wolkersdorf')
  await play.tell(id, { type: 'message', message: incoming(message) })

  await takeBack(play, message)
  await forgetTwice(play, message)
  assert.deepEqual(await wordsIn(play, 'wolkersdorf'), [])
  await play.advance(id)

  const { steps, status } = await play.run(id)
  assert.deepEqual([steps.map(({ exit }) => exit), status], [['invalid', 'next'], 'done'])
})

test('an answer that did not do goes, too, while the run still asks', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(
    await play.publish([
      { ...askCity, answer: 'number', retries: 3 },
      { ...pause, id: 'say' },
    ]),
  )
  await play.advance(id)
  const message = await hear(play, id, 'Wolkersdorf')
  assert.equal((await wordsIn(play, 'wolkersdorf')).length, 1)

  await takeBack(play, message)
  await forgetTwice(play, message)

  assert.deepEqual(await wordsIn(play, 'wolkersdorf'), [])
  await hear(play, id, '7')
  const { variables, stepId } = await play.run(id)
  assert.deepEqual([variables, stepId], [{ city: 7 }, 'say'])
})

test('what another system was to be asked with it is not asked, and the run hears so', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(
    await play.publish([
      askCity,
      { id: 'say', type: 'http_request', url: 'http://127.0.0.1:9/?c={{ variable.city }}', exits: { failed: 'bye' } },
      bye,
    ]),
  )
  await play.advance(id)
  const message = await hear(play, id, 'Wolkersdorf')
  assert.equal((await play.run(id)).status, 'waiting')

  await takeBack(play, message)
  await forgetTwice(play, message)
  await play.advance(id)

  assert.deepEqual(await wordsIn(play, 'wolkersdorf'), [])
  const { steps, status } = await play.run(id)
  assert.deepEqual(
    [steps.map(({ stepId, exit, output }) => [stepId, exit, output.code]).slice(1), status],
    [
      [
        ['say', 'failed', 'taken_back'],
        ['bye', 'next', undefined],
      ],
      'done',
    ],
  )
})

test('of a rating the score stays', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(
    await play.publish([{ id: 'a', type: 'ask_question', answer: 'rating', text: english('How was it?') }]),
  )
  await play.advance(id)
  const message = await hear(play, id, '2, in Wolkersdorf')
  assert.equal((await wordsIn(play, 'wolkersdorf')).length, 2)

  await takeBack(play, message)
  await forgetTwice(play, message)

  assert.deepEqual(await wordsIn(play, 'wolkersdorf'), [])
  const given = (await readLog(database, play.workspaceId)).filter((event) => event.type === 'rating.given')
  assert.deepEqual(
    given.map(({ data: { rating } }) => [rating.score, rating.comment]),
    [[2, '']],
  )
})

async function arrive({ scene }: Play, text: string): Promise<Message> {
  await bring(scene, inboundMessage({ providerId: text, text }))
  return (await allMessages(scene)).findLast(({ author }) => author.type === 'contact')!
}

async function hear(play: Play, runId: string, text: string): Promise<Message> {
  const message = await arrive(play, text)
  await play.tell(runId, { type: 'message', message: incoming(message) })
  await play.advance(runId)
  return message
}

function incoming({ id, text, kind }: Message) {
  return { id, text, kind, choiceId: null, attachmentIds: [], location: null }
}

/** As the provider asks: nothing of it is to be kept. */
async function takeBack({ scene }: Play, { text }: Message): Promise<void> {
  await bring(scene, { ...inboundDeletion(text), mustErase: true })
}

/** By the jobs that the erasure left behind: at once, and once more. */
async function forgetTwice({ workspaceId }: Play, { id }: Message): Promise<void> {
  const { rows } = await sql<{ payload: { workspaceId: string; id: string } }>`
    SELECT p.payload FROM graphile_worker._private_jobs p JOIN graphile_worker.jobs j ON j.id = p.id
    WHERE j.task_identifier = 'workflow.forget-message' AND p.payload ->> 'id' = ${id}
    ORDER BY p.run_at`.execute(database.db)
  assert.equal(rows.length, 2)
  for (const { payload } of rows) await forgetMessageInRuns(database, payload)
  assert.equal(rows[0]?.payload.workspaceId, workspaceId)
}

/** Where the words are, in what is of workflows and in what is to be done, but for what the runs wrote themselves. */
async function wordsIn({ workspaceId }: Play, words: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND (table_schema = 'graphile_worker'
      OR (table_schema = 'public' AND (table_name LIKE 'workflow%' OR table_name = 'rating')))`.execute(database.db)
  assert.ok(tables.length > 8)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`SELECT t::text AS row FROM ${sql.raw(name)} t
      WHERE t::text ILIKE ${`%${words}%`} AND t::text LIKE ${`%${workspaceId}%`}`.execute(database.db)
    found.push(...rows.map(({ row }) => `${name}: ${row}`))
  }
  return found
}
