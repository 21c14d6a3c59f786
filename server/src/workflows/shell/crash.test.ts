/**
 * Runs go on while their process dies, at any statement, and are taken on by the next one: what they did, and what is on
 * record of it, is exactly what they do where nobody dies.
 */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Chance, seedOfRun } from '../../channels/testing/random.ts'
import { loadContact } from '../../contacts/present.ts'
import { loadConversation } from '../../conversations/present.ts'
import { Database } from '../../db/database.ts'
import { readLog } from '../../setup/testing.ts'
import { type Crashes, crashable } from '../../testing/crash.ts'
import type { Asking } from './asking.ts'
import { requestForRun } from './request.ts'
import { beginPlay, english, openStage, type Play, type StepInput } from './testing.ts'
import { wakeDue } from './waker.ts'

const seed = seedOfRun()
const rounds = 8 * Number(process.env.FAIRLEAD_RUNS ?? 1)
const longest = 400

const stage = await openStage()
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(String(request.headers['idempotency-key']))
  response.setHeader('content-type', 'application/json').end('{"order": {"state": "sent"}}')
})
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve)
})
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
after(async () => {
  server.close()
  await stage[Symbol.asyncDispose]()
})

test(`dies anywhere, and does everything once (FAIRLEAD_SEED=${seed})`, async () => {
  const random = new Chance(seed)
  await using dying = new Database(stage.url)
  const crashes = crashable(dying)

  for (let round = 0; round < rounds; round += 1) {
    const steps = makeSteps(random)
    const [calm, stormy] = [await beginPlay(stage), await beginPlay(stage)]
    await live(calm, steps, { database: stage.database, crashes: null, random })
    await live(stormy, steps, { database: dying, crashes, random })
    assert.deepEqual(await outcomeOf(stormy), await outcomeOf(calm), `round ${round}, FAIRLEAD_SEED=${seed}`)
  }
  assert.ok(crashes.count > rounds * 3, `it died only ${crashes.count} times`)
})

type Life = Readonly<{ database: Database; crashes: Crashes | null; random: Chance }>

/** A run from its beginning to its end, by whoever is there to take it on. */
async function live(play: Play, steps: readonly StepInput[], life: Life): Promise<void> {
  const { workspaceId } = play
  const id = await play.start(await play.publish(steps))
  for (let tries = 0; tries < longest; tries += 1) {
    await survive(life, () => play.advance(id, life.database))
    const { status } = await play.run(id)
    if (status !== 'running' && status !== 'waiting') return
    const { waits_for: waitsFor } = await stage.database.db
      .selectFrom('workflow_run')
      .select('waits_for')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (waitsFor === 'time') {
      await play.skipTime()
      await survive(life, () => wakeDue(life.database))
    } else if (waitsFor === 'effect') {
      const asking = await askingOf(workspaceId)
      await survive(life, () => requestForRun(life.database, stage.providers, asking))
    } else if (waitsFor === 'answer' && !(await isTold(id))) {
      const message = { id, text: '5', kind: 'text', choiceId: null, attachmentIds: [], location: null } as const
      await play.tell(id, { type: 'message', message })
    }
  }
  assert.fail('The run came to no end.')
}

async function survive({ crashes, random }: Life, work: () => Promise<unknown>): Promise<void> {
  crashes?.arm(1 + random.below(40), random.pick(['before', 'after']))
  try {
    await work()
  } catch (error) {
    if (crashes === null) throw error
  }
  crashes?.disarm()
}

async function askingOf(workspaceId: string): Promise<Asking> {
  const { rows } = await sql<{ payload: Asking }>`
    SELECT payload FROM graphile_worker._private_jobs
    WHERE payload ->> 'workspaceId' = ${workspaceId} AND key LIKE 'request:%' ORDER BY id DESC LIMIT 1`.execute(
    stage.database.db,
  )
  assert.ok(rows[0], 'a run waits for an answer that nobody asks for')
  return rows[0].payload
}

async function isTold(id: string): Promise<boolean> {
  const row = await stage.database.db
    .selectFrom('workflow_run_event')
    .select('place')
    .where('run_id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** All that is left of a run, without ids and times. */
async function outcomeOf(play: Play) {
  const { workspaceId, conversationId, contactId } = play
  const { db } = stage.database
  const run = await db
    .selectFrom('workflow_run')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const { steps, variables } = await play.run(run.id)
  const conversation = await loadConversation(db, workspaceId, conversationId)
  const contact = await loadContact(db, workspaceId, contactId)
  const said = await play.said()
  const inbox = await db.selectFrom('workflow_run_event').select('place').where('run_id', '=', run.id).execute()
  const ratings = await db.selectFrom('rating').select('score').where('workspace_id', '=', workspaceId).execute()
  const log = await readLog(stage.database, workspaceId)
  const keys = new Set(asked.filter((key) => key.includes(run.id)))
  return {
    status: [run.status, run.end_reason, run.error],
    variables,
    said: said.map(({ text, isNote }) => [text, isNote]),
    steps: steps.map(({ place, stepId, exit, error }) => [place, stepId, exit, error]),
    conversation: [conversation?.status, conversation?.priority, conversation?.tags],
    contact: [contact?.tags, contact?.fields],
    inbox: inbox.length,
    ratings,
    asked: keys.size,
    log: log.map(({ type }) => type),
  }
}

/** A way of steps with loops and questions in it. */
function makeSteps(random: Chance): StepInput[] {
  const count = 3 + random.below(8)
  return Array.from({ length: count }, (_, index) => makeStep(random, index, count))
}

function makeStep(random: Chance, index: number, count: number): StepInput {
  const next = index + 1 < count ? `s${index + 1}` : undefined
  const base = { id: `s${index}`, exits: next === undefined ? {} : { next, answered: next, failed: next, else: next } }
  const kinds: readonly (() => StepInput)[] = [
    () => ({ ...base, type: 'send_message', text: english(`message ${index} {{ variable.order }}`) }),
    () => ({ ...base, type: 'note', text: `note ${index}` }),
    () => ({ ...base, type: 'edit_contact', addTags: [`tag ${index}`], fields: { [`field${index}`]: `${index}` } }),
    () => ({ ...base, type: 'edit_conversation', addTags: [`tag ${index}`], priority: 'high' }),
    () => ({ ...base, type: 'set_variable', variable: `v${index}`, value: '{{ conversation.tags | size }}' }),
    () => ({ ...base, type: 'wait', until: { kind: 'minutes', minutes: 5 } }),
    () => ({
      ...base,
      type: 'jump',
      to: `s${random.below(index + 1)}`,
      most: 1,
      exits: next ? { exceeded: next } : {},
    }),
    () => ({ ...base, type: 'assign', to: { kind: 'nobody' } }),
    () => ({ ...base, type: 'close', summary: 'over' }),
    () => ({ ...base, type: 'open' }),
    () => ({
      ...{ ...base, type: 'ask_question', text: english('Which colour?') },
      saveTo: { kind: 'variable', name: 'colour' },
    }),
    () => ({ ...base, type: 'ask_question', answer: 'rating', text: english('How was it?') }),
    () => ({
      ...{ ...base, type: 'http_request', url: address },
      mapping: [{ path: 'order.state', variable: 'order' }],
    }),
    // Refused: there is no such team.
    () => ({ ...base, type: 'assign', to: { kind: 'team', teamId: '0199c0de-0000-7000-8000-000000000000' } }),
    () => ({
      ...{ ...base, type: 'branch' },
      branches: [
        {
          id: 'one',
          condition: { combinator: 'and', rules: [{ field: 'tags', operator: 'has', value: 'tag 1' }] },
        },
      ],
    }),
  ]
  return random.pick(kinds)()
}
