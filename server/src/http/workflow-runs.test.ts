import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import {
  cancelWorkflowRun,
  getWorkflowOverview,
  getWorkflowRun,
  listConversationRuns,
  listWorkflowRuns,
  retryWorkflowRun,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { newId } from '../db/id.ts'
import { clientOf, openApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, setScene } from '../testing/scene.ts'
import { publish, type StepInput } from '../workflows/shell/testing.ts'
import { startRun } from '../workflows/triggers/start-run.ts'
import { isProblem } from './testing.ts'

const app = await openApp({ roles: ['web', 'worker'] })
await app.start()
after(() => app[Symbol.asyncDispose]())

test('runs go on by themselves, in a server that works, and can be looked at', async () => {
  const stage = await begin()
  const { manager, ana, params, workflowId } = stage
  const id = await stage.start(workflowId)
  await until(async () => (await stage.statusOf(id)) === 'waiting')
  await sql`UPDATE workflow_run SET wake_at = now(), state = jsonb_set(state, '{waiting,until}', '1')
    WHERE id = ${id}`.execute(app.database.db)
  await until(async () => (await stage.statusOf(id)) === 'done')

  assert.deepEqual(
    (await allMessages(stage.scene)).filter(({ isNote }) => isNote).map(({ text }) => text),
    ['Hello'],
  )
  const { data: runs } = await ana.call(listConversationRuns, { params })
  const [run] = runs
  assert.deepEqual(
    [runs.length, run?.workflowName, run?.contact.name, run?.conversationId],
    [1, 'Greeting', 'Mara Muster', params.id],
  )
  const { steps, definition, ...whole } = await ana.call(getWorkflowRun, { params: { id } })
  assert.deepEqual({ ...whole, variables: undefined }, { ...run, variables: undefined })
  assert.deepEqual(
    steps.map(({ stepId, exit }) => [stepId, exit]),
    [
      ['a', 'next'],
      ['b', 'next'],
    ],
  )
  assert.deepEqual(
    definition?.steps.map(({ id }) => id),
    ['a', 'b'],
  )
  const again = await ana.call(getWorkflowRun, { params: { id }, query: { definition: 'false' } })
  assert.deepEqual(again, { ...whole, steps, definition: null })
  const overview = await manager.call(getWorkflowOverview, { params: { id: workflowId }, query: {} })
  assert.deepEqual(overview, {
    runs: { started: 1, done: 1, failed: 0, cancelled: 0, active: 0 },
    steps: [
      { stepId: 'a', now: 0, reached: 1, failed: 0, exits: { next: 1 } },
      { stepId: 'b', now: 0, reached: 1, failed: 0, exits: { next: 1 } },
    ],
  })
})

test('what another system answers comes to the run by itself', async () => {
  await using shop = await listen('{"order": {"state": "sent"}}')
  const stage = await begin()
  const mapping = [{ path: 'order.state', variable: 'state' }]
  const id = await stage.start(await stage.publish([{ id: 'a', type: 'http_request', url: shop.url, mapping }]))
  await until(async () => (await stage.statusOf(id)) === 'done')
  assert.equal((await stage.ana.call(getWorkflowRun, { params: { id } })).variables.state, 'sent')
})

test('runs are listed in pages, by their state and where they stand', async () => {
  const stage = await begin()
  const { manager, ana, workflowId } = stage
  const params = { id: workflowId }
  const ids = [await stage.start(workflowId), await stage.start(workflowId), await stage.start(workflowId)]
  for (const id of ids) await until(async () => (await stage.statusOf(id)) === 'waiting')

  const first = await manager.call(listWorkflowRuns, { params, query: { limit: 2 } })
  const second = await manager.call(listWorkflowRuns, {
    params,
    query: { limit: 2, ...(first.nextCursor ? { cursor: first.nextCursor } : {}) },
  })
  assert.deepEqual(
    [...first.data, ...second.data].map(({ id }) => id),
    ids.toReversed(),
  )
  assert.equal(second.nextCursor, null)
  const standing = await manager.call(listWorkflowRuns, { params, query: { status: 'waiting', stepId: 'a' } })
  assert.equal(standing.data.length, 3)
  assert.deepEqual((await manager.call(listWorkflowRuns, { params, query: { status: 'failed' } })).data, [])
  await assert.rejects(ana.call(listWorkflowRuns, { params, query: {} }), isProblem('forbidden'))
})

test('a member ends a run; a manager has one that failed try again', async () => {
  const stage = await begin()
  const { manager, ana, workflowId } = stage
  const id = await stage.start(workflowId)
  await until(async () => (await stage.statusOf(id)) === 'waiting')
  const ended = await ana.call(cancelWorkflowRun, { params: { id } })
  assert.deepEqual([ended.status, ended.end], ['cancelled', 'cancelled_by_member'])
  assert.deepEqual(await ana.call(cancelWorkflowRun, { params: { id } }), ended)
  assert.deepEqual(await manager.call(retryWorkflowRun, { params: { id } }), ended)

  const failing = await stage.publish([{ id: 'a', type: 'assign', to: { kind: 'team', teamId: newId() } }])
  const failed = await stage.start(failing)
  await until(async () => (await stage.statusOf(failed)) === 'failed')
  await assert.rejects(ana.call(retryWorkflowRun, { params: { id: failed } }), isProblem('forbidden'))
  const { status, error, end } = await manager.call(retryWorkflowRun, { params: { id: failed } })
  assert.deepEqual([status, error, end], ['running', null, null])
  await until(async () => (await stage.statusOf(failed)) === 'failed')
  assert.equal((await manager.call(getWorkflowRun, { params: { id: failed } })).steps.length, 2)
})

test('nobody sees runs of another workspace', async () => {
  const [stage, other] = [await begin(), await begin()]
  const id = await stage.start(stage.workflowId)
  await assert.rejects(other.ana.call(getWorkflowRun, { params: { id } }), isProblem('not_found'))
  await assert.rejects(other.ana.call(cancelWorkflowRun, { params: { id } }), isProblem('not_found'))
  await assert.rejects(other.ana.call(listConversationRuns, { params: stage.params }), isProblem('not_found'))
})

async function begin() {
  const scene = await setScene(app.database, { presence: 'offline' })
  await bring(scene, inboundMessage())
  const { id: conversationId, contact } = await onlyConversation(scene)
  const { workspaceId } = scene
  const manager = await clientOf(app, scene.owner)
  return {
    scene,
    manager,
    ana: await clientOf(app, scene.agents[0]!),
    params: { id: conversationId },
    workflowId: await publish(scene, [
      { id: 'a', type: 'wait', until: { kind: 'minutes', minutes: 5 }, exits: { next: 'b' } },
      { id: 'b', type: 'note', text: 'Hello' },
    ]),
    publish: (steps: readonly StepInput[]) => publish(scene, steps),
    async start(workflowId: string): Promise<string> {
      const about = { workspaceId, workflowId, conversationId, contactId: contact.id, variables: {}, depth: 0 }
      const started = await app.database.transact((tx) => startRun(tx, about))
      if ('refused' in started) throw new Error(started.refused)
      return started.id
    },
    statusOf: async (id: string) => (await manager.call(getWorkflowRun, { params: { id } })).status,
  }
}

async function listen(answer: string) {
  const server = createServer((_, response) => response.end(answer))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('There is no port.')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await isSo()); ) {
    if (Date.now() > end) throw new Error('It never came to be.')
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
