import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeConversation } from '../conversations/close.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { readLog } from '../setup/testing.ts'
import { makeSkill } from '../skills/make.ts'
import { crashable } from '../testing/crash.ts'
import { findViolations } from '../testing/invariants.ts'
import { choose, type Scene, setScene } from '../testing/scene.ts'
import type { EffectOf } from '../workflows/interpreter/effect.ts'
import { publishRouting, routingOf } from '../workflows/routing/testing.ts'
import { assignByWorkflow } from './by-workflow.ts'
import { assignManually } from './manual.ts'
import { addTeam, look, queueUp, setOwner } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const other = new Database(testDatabase.url)
const workflowId = newId()
after(async () => {
  await other[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

type Wanted = Partial<EffectOf<'assign'>> & Pick<EffectOf<'assign'>, 'to'>
const waiting = { outcome: 'waiting', agentId: null }

test('to a team: it is moved there by the workflow, with skills, priority and wish, and waits', async () => {
  const scene = await setScene(database)
  const { workspaceId, owner, agents } = scene
  const sales = await addTeam(scene, 'Sales', [agents[0]!])
  const actor = { type: 'member', id: owner.memberId } as const
  const skill = await database.transact((tx) =>
    makeSkill(tx, { workspaceId, actor, given: { name: 'French', language: null } }),
  )
  const [id] = await queueUp(scene)
  const before = await rowOf(id!)

  const wish = { strategy: 'least_open', onlineOnly: null, agentLimit: 3 } as const
  const to = { kind: 'team', teamId: sales } as const
  const outcome = await assign(scene, id!, { to, ...wish, skillIds: [skill.id], priority: 'high' })

  assert.deepEqual(outcome, waiting)
  const row = await rowOf(id!)
  assert.deepEqual(
    [row.team_id, row.skill_ids, row.priority, row.is_priority_manual, row.assignment_wish],
    [sales, [skill.id], 'high', true, wish],
  )
  assert.deepEqual(row.queued_since, before.queued_since)
  assert.ok(row.queue_order < before.queue_order)
  assert.ok(row.queued_at > before.queued_at)
  const [moved] = (await eventsOf(scene, id!)).slice(-1)
  assert.deepEqual(moved?.actor, { type: 'workflow', id: workflowId })
  assert.deepEqual(moved?.type === 'conversation.moved' && [moved.data.by, moved.data.fromTeamId], [
    'workflow',
    scene.team.id,
  ])
})

test('to the team it waits in: what is wished is changed there, and a look hears of it', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const [id] = await queueUp(scene)
  await look(scene)
  const to = { kind: 'team', teamId: scene.team.id } as const

  assert.deepEqual(await assign(scene, id!, { to, onlineOnly: false }), waiting)
  assert.equal((await eventsOf(scene, id!)).at(-1)?.type, 'conversation.changed')
  const count = (await eventsOf(scene, id!)).length
  assert.deepEqual(await assign(scene, id!, { to, onlineOnly: false }), waiting)
  assert.equal((await eventsOf(scene, id!)).length, count)

  assert.equal(await look(scene), 1)
  const agentId = (await rowOf(id!)).assignee_id
  assert.deepEqual(await assign(scene, id!, { to }), { outcome: 'assigned', agentId })
})

test('to another team: it is taken from whoever has it', async () => {
  const scene = await setScene(database)
  const sales = await addTeam(scene, 'Sales', [])
  const [id] = await queueUp(scene)
  await look(scene)

  assert.deepEqual(await assign(scene, id!, { to: { kind: 'team', teamId: sales } }), waiting)

  assert.deepEqual([(await rowOf(id!)).assignee_id, (await rowOf(id!)).team_id], [null, sales])
  const types = (await eventsOf(scene, id!)).slice(-2).map((event) => 'by' in event.data && [event.type, event.data.by])
  assert.deepEqual(types, [
    ['conversation.moved', 'workflow'],
    ['conversation.unassigned', 'workflow'],
  ])
})

test('where as many wait as may, nothing changes; of many at once no more come in', async () => {
  const scene = await setScene(database)
  const sales = await addTeam(scene, 'Sales', [])
  const ids = await queueUp(scene, 6)
  const wanted = { to: { kind: 'team', teamId: sales }, fullAt: 3, priority: 'urgent' } as const

  const outcomes = await Promise.all(
    ids.map((id, index) => assign(scene, id, wanted, index % 2 === 0 ? database : other)),
  )

  assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), [
    ...Array(3).fill('full'),
    ...Array(3).fill('waiting'),
  ])
  for (const [index, id] of ids.entries()) {
    const { team_id, priority } = await rowOf(id)
    const isIn = outcomes[index]!.outcome === 'waiting'
    assert.deepEqual([team_id, priority], isIn ? [sales, 'urgent'] : [scene.team.id, 'normal'])
  }
})

test('to a member: it is theirs at once, as if a person gave it', async () => {
  const scene = await setScene(database, { agentLimit: 0, presence: 'offline' })
  const [ana] = scene.agents
  const [id] = await queueUp(scene)

  const outcome = await assign(scene, id!, { to: { kind: 'member', memberId: ana!.memberId }, priority: 'low' })

  assert.deepEqual(outcome, { outcome: 'assigned', agentId: ana!.memberId })
  const row = await rowOf(id!)
  assert.deepEqual([row.assigned_by, row.priority, row.last_agent_id], ['workflow', 'low', ana!.memberId])
  const assigned = (await eventsOf(scene, id!)).at(-1)
  assert.deepEqual(assigned?.type === 'conversation.assigned' && [assigned.data.by, assigned.data.isOverLimit], [
    'workflow',
    true,
  ])
})

test('to a member who is away or has enough by what the workflow says: it waits in its team', async () => {
  const scene = await setScene(database)
  const ana = scene.agents[0]!
  const to = { kind: 'member', memberId: ana.memberId } as const
  const [first, second] = await queueUp(scene, 2)
  assert.equal((await assign(scene, first!, { to, agentLimit: 1 })).outcome, 'assigned')
  assert.deepEqual(await assign(scene, second!, { to, agentLimit: 1 }), waiting)
  await choose(scene, ana, 'offline')
  assert.deepEqual(await assign(scene, second!, { to, onlineOnly: true }), waiting)

  assert.equal(await look(scene), 1)
  assert.equal((await rowOf(second!)).assignee_id, scene.agents[1]!.memberId)
})

test('to the owner or the previous agent when they can, else to the team', async () => {
  const scene = await setScene(database, { agentLimit: 2 })
  const { agents } = scene
  const sales = await addTeam(scene, 'Sales', [agents[1]!])
  const [owned, again, away, stranger] = await queueUp(scene, 4)
  await setOwner(scene, owned!, agents[0]!)
  const owner = { kind: 'owner', teamId: sales } as const
  const previous = { kind: 'previous', teamId: null } as const

  assert.deepEqual(await assign(scene, owned!, { to: owner }), { outcome: 'assigned', agentId: agents[0]!.memberId })
  assert.equal((await rowOf(owned!)).team_id, scene.team.id)

  await look(scene)
  const before = (await rowOf(again!)).assignee_id
  assert.deepEqual(await assign(scene, again!, { to: previous }), { outcome: 'assigned', agentId: before })

  await choose(scene, agents[0]!, 'offline')
  await setOwner(scene, away!, agents[0]!)
  assert.deepEqual(await assign(scene, away!, { to: owner }), waiting)
  assert.equal((await rowOf(away!)).team_id, sales)

  assert.deepEqual(await assign(scene, stranger!, { to: owner }), waiting)
  assert.equal((await rowOf(stranger!)).team_id, sales)
})

test('an owner never gets more than their limits, however many at once', async () => {
  const scene = await setScene(database, { agentLimit: 2 })
  const ids = await queueUp(scene, 6)
  for (const id of ids) await setOwner(scene, id, scene.agents[0]!)
  const to = { kind: 'owner', teamId: null } as const

  const outcomes = await Promise.all([
    ...ids.map((id, index) => assign(scene, id, { to }, index % 2 === 0 ? database : other)),
    look(scene),
    look(scene, scene.team.id, other),
  ])

  const held = await Promise.all(ids.map(async (id) => (await rowOf(id)).assignee_id))
  for (const { memberId } of scene.agents) assert.equal(held.filter((each) => each === memberId).length, 2)
  assert.equal(outcomes.length, 8)
  assert.deepEqual(await findViolations(database, scene.workspaceId), [])
})

test('to nobody: back into its queue', async () => {
  const scene = await setScene(database)
  const [id] = await queueUp(scene)
  await look(scene)

  assert.deepEqual(await assign(scene, id!, { to: { kind: 'nobody' } }), waiting)

  const row = await rowOf(id!)
  assert.deepEqual([row.assignee_id, row.last_agent_id, row.team_id], [null, null, scene.team.id])
  assert.equal(await look(scene), 1)
})

test('what was held back for it has a team then', async () => {
  const scene = await setScene(database)
  const sales = await addTeam(scene, 'Sales', [])
  const ana = scene.agents[0]!.memberId
  await publishRouting(scene)
  const [moved, given, left] = await queueUp(scene, 3)

  await assign(scene, moved!, { to: { kind: 'team', teamId: sales } })
  await assign(scene, given!, { to: { kind: 'member', memberId: ana } })
  await assign(scene, left!, { to: { kind: 'nobody' } })

  assert.deepEqual(await routingOf(scene, moved!), { teamId: sales, isHeld: false })
  for (const id of [given, left])
    assert.deepEqual(await routingOf(scene, id!), { teamId: scene.team.id, isHeld: false })
  assert.equal((await rowOf(given!)).assignee_id, ana)
  assert.deepEqual(await findViolations(database, scene.workspaceId), [])
})

const refused: Readonly<Record<string, readonly [code: string, (scene: Scene, id: string) => Promise<Wanted>]>> = {
  'a team that is gone': ['unknown_reference', async () => ({ to: { kind: 'team', teamId: newId() } })],
  'a member that is unknown': ['unknown_reference', async () => ({ to: { kind: 'member', memberId: newId() } })],
  'a skill that is gone': [
    'unknown_reference',
    async ({ team }) => ({ to: { kind: 'team', teamId: team.id }, skillIds: [newId()] }),
  ],
  'a member who was deactivated': [
    'member_deactivated',
    async ({ agents }) => {
      const { memberId } = agents[0]!
      await database.db.updateTable('member').set({ deactivated_at: new Date() }).where('id', '=', memberId).execute()
      return { to: { kind: 'member', memberId } }
    },
  ],
  'a conversation that is closed': [
    'conversation_closed',
    async (scene, id) => {
      const actor = { type: 'member', id: scene.owner.memberId } as const
      await database.transact((tx) => closeConversation(tx, { workspaceId: scene.workspaceId, id, actor }))
      return { to: { kind: 'nobody' } }
    },
  ],
}
for (const [what, [code, prepare]] of Object.entries(refused)) {
  test(`refuses ${what}`, async () => {
    const scene = await setScene(database)
    const [id] = await queueUp(scene)
    const wanted = await prepare(scene, id!)

    await assert.rejects(assign(scene, id!, wanted), (error) => error instanceof AppError && error.code === code)
  })
}

test('a person outranks it: what the workflow wished is forgotten with a move by hand', async () => {
  const scene = await setScene(database)
  const sales = await addTeam(scene, 'Sales', [])
  const [id] = await queueUp(scene)
  await assign(scene, id!, { to: { kind: 'team', teamId: scene.team.id }, agentLimit: 1 })
  const actor = { type: 'member', id: scene.owner.memberId } as const

  await database.transact((tx) => assignManually(tx, { workspaceId: scene.workspaceId, id: id!, actor, teamId: sales }))

  assert.equal((await rowOf(id!)).assignment_wish, null)
})

test('wherever the process dies, it is done whole or not at all', async () => {
  const scene = await setScene(database)
  const sales = await addTeam(scene, 'Sales', [])
  const mortal = new Database(testDatabase.url)
  const crashes = crashable(mortal)
  const ids = await queueUp(scene, 12)
  const wanted = { to: { kind: 'team', teamId: sales }, agentLimit: 2, priority: 'high' } as const

  for (const [index, id] of ids.entries()) {
    crashes.arm(1 + index, index % 2 === 0 ? 'before' : 'after')
    await assign(scene, id, wanted, mortal).catch(() => undefined)
    crashes.disarm()
    const { team_id, priority, assignment_wish } = await rowOf(id)
    const isDone = team_id === sales
    assert.deepEqual([priority, assignment_wish !== null], isDone ? ['high', true] : ['normal', false])
  }
  await mortal[Symbol.asyncDispose]()
  for (const id of ids) await assign(scene, id, wanted)

  assert.ok(crashes.count > 6)
  const moves = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'conversation.moved')
  assert.deepEqual(moves.map(({ subjectId }) => subjectId).sort(), ids.toSorted())
  assert.deepEqual(await findViolations(database, scene.workspaceId), [])
})

function assign({ workspaceId }: Scene, id: string, wanted: Wanted, on = database) {
  const usual = { strategy: null, onlineOnly: null, agentLimit: null, skillIds: [], priority: null, fullAt: null }
  const effect: EffectOf<'assign'> = { id: 'effect', do: 'assign', ...usual, ...wanted }
  return on.transact((tx) => assignByWorkflow(tx, { workspaceId, id, workflowId, effect }))
}

function rowOf(id: string) {
  return database.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function eventsOf({ workspaceId }: Scene, id: string) {
  return (await readLog(database, workspaceId)).filter(({ subjectId }) => subjectId === id)
}
