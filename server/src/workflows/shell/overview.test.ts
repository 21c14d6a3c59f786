import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { cancelRun } from './cancel.ts'
import { overviewOf } from './overview.ts'
import { beginPlay, english, openStage, type StepInput } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

const isVip = { combinator: 'and', rules: [{ field: 'contactTags', operator: 'any_of', value: ['vip'] }] } as const
const steps: readonly StepInput[] = [
  {
    ...{ id: 'vip', type: 'branch', branches: [{ id: 'yes', name: 'VIP', condition: isVip }] },
    exits: { 'branch:yes': 'wait', else: 'missing' },
  },
  { id: 'wait', type: 'wait', until: { kind: 'minutes', minutes: 5 }, exits: { next: 'said' } },
  { id: 'said', type: 'send_message', text: english('Thank you') },
  { id: 'missing', type: 'run_workflow', workflowId: null },
]

test('says how runs ended, where the others are, and which ways they all went', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  const workflowId = await play.publish(steps)
  const begin = async () => {
    const id = await play.start(workflowId)
    await play.advance(id)
    return id
  }
  await begin()
  await sql`UPDATE contact SET tags = '{vip}' WHERE workspace_id = ${workspaceId}`.execute(database.db)
  const [done, ended] = [await begin(), await begin(), await begin()]
  await database.transact((tx) => cancelRun(tx, { workspaceId, id: ended! }, 'cancelled_by_member'))
  await sql`UPDATE workflow_run SET wake_at = now(), state = jsonb_set(state, '{waiting,until}', '1') WHERE id = ${done}`.execute(
    database.db,
  )
  await play.tell(done!, { type: 'time' })
  await play.advance(done!)

  assert.deepEqual(await overviewOf(database.db, { workspaceId, workflowId, days: 7 }), {
    runs: { started: 4, done: 1, failed: 1, cancelled: 1, active: 1 },
    steps: [
      { stepId: 'missing', now: 0, reached: 1, failed: 1, exits: {} },
      { stepId: 'said', now: 0, reached: 1, failed: 0, exits: { next: 1 } },
      { stepId: 'vip', now: 0, reached: 4, failed: 0, exits: { 'branch:yes': 3, else: 1 } },
      { stepId: 'wait', now: 1, reached: 3, failed: 0, exits: { next: 1 } },
    ],
  })
})
