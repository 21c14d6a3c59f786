import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeConversation } from '../conversations/close.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { bring, choose, setScene } from '../testing/scene.ts'
import { assignManually } from './manual.ts'
import { assignedEvents, holderOf, lastDecision, lastDecisions, letWait, look, queueUp, setOwner } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const three = ['Ana Agent', 'Ben Agent', 'Cem Agent']
const waits = { waitMinutes: 10, overLimit: 'respect' } as const

test('the contact’s owner takes it, whatever the strategy says', async () => {
  const scene = await setScene(database, { agents: three, policy: { owner: waits } })
  const [id] = await queueUp(scene)
  await setOwner(scene, id!, scene.agents[2]!)

  await look(scene)

  const decision = await lastDecision(scene, id!)
  assert.deepEqual(
    [decision.agentId, decision.reason, decision.sentence],
    [scene.agents[2]!.memberId, 'owner', 'Cem Agent is Mara Muster’s dedicated agent.'],
  )
  assert.deepEqual(
    decision.preferred.map(({ as, outcome }) => [as, outcome]),
    [['owner', 'took']],
  )
})

test('whoever had the contact’s last conversation has the next', async () => {
  const scene = await setScene(database, { agents: three, policy: { previous: waits } })
  const contact = { ...mara, addresses: ['447700900555'] }
  await bring(scene, inboundMessage({ contact }))
  const [first] = await queueUp(scene)
  await look(scene)
  const held = (await assignedEvents(scene)).find(({ subjectId }) => subjectId !== first)!
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId: scene.workspaceId, id: held.subjectId, actor }))
  await database.db.updateTable('workspace').set({ reopen_hours: 0 }).where('id', '=', scene.workspaceId).execute()
  await bring(scene, inboundMessage({ contact }))

  await look(scene)

  const [next] = (await assignedEvents(scene)).slice(-1)
  assert.equal(next?.data.agentId, held.data.agentId)
  assert.match(next?.data.sentence ?? '', /^\w+ Agent had Mara Muster’s last conversation\.$/)
  assert.notEqual(next?.subjectId, held.subjectId)
})

test('nobody is the previous agent from whom a person took it away', async () => {
  const scene = await setScene(database, {
    agents: three,
    policy: { previous: { waitMinutes: 0, overLimit: 'respect' } },
  })
  const [id] = await queueUp(scene)
  const give = (memberId: string | null) =>
    database.transact((tx) =>
      assignManually(tx, {
        workspaceId: scene.workspaceId,
        id: id!,
        actor: { type: 'member', id: scene.owner.memberId },
        memberId,
      }),
    )
  await give(scene.agents[2]!.memberId)
  await give(null)

  await look(scene)

  assert.deepEqual((await lastDecision(scene, id!)).preferred, [])
})

test('it is kept for an owner at their limit, recorded once, and then anybody takes it', async () => {
  const scene = await setScene(database, { agents: three, agentLimit: 1, policy: { owner: waits } })
  const [cem] = scene.agents.slice(2)
  const [full, id] = await queueUp(scene, 2)
  await setOwner(scene, full!, cem!)
  await setOwner(scene, id!, cem!)

  for (let times = 0; times < 3; times += 1) await look(scene)

  const held = await lastDecisions(scene, id!)
  assert.equal(held.length, 1)
  assert.equal(held[0]?.reason, 'held_for_owner')
  assert.match(
    held[0]?.sentence ?? '',
    /^Kept for Cem Agent until (tomorrow at )?\d\d:\d\d, who is at their limit; then for anybody\.$/,
  )
  assert.equal(held[0]?.preferred[0]?.agentId, cem!.memberId)

  await letWait(scene, id!, 11)
  await look(scene)

  const decision = await lastDecision(scene, id!)
  assert.equal(decision.kind, 'assigned')
  assert.match(decision.sentence, /^The wait for Cem Agent was over\. Ana Agent stood level/)
  assert.equal(decision.preferred[0]?.outcome, 'wait_over')
})

test('one who may exceed their limit takes it, and it is said so', async () => {
  const scene = await setScene(database, {
    agents: three,
    agentLimit: 1,
    policy: { owner: { waitMinutes: 10, overLimit: 'exceed' } },
  })
  const ids = await queueUp(scene, 2)
  for (const id of ids) await setOwner(scene, id, scene.agents[0]!)

  await look(scene)

  assert.deepEqual(
    (await assignedEvents(scene)).map(({ data }) => [data.agentId, data.isOverLimit]),
    [
      [scene.agents[0]!.memberId, false],
      [scene.agents[0]!.memberId, true],
    ],
  )
  const decision = await lastDecision(scene, ids[1]!)
  assert.equal(decision.isOverLimit, true)
  assert.match(decision.sentence, /over their limit, as the policy allows/)
})

test('a hundred and more who are held hide nobody behind them', async () => {
  const scene = await setScene(database, { agents: three, agentLimit: 1, policy: { owner: waits } })
  const [full, ...held] = await queueUp(scene, 131)
  for (const id of [full!, ...held]) await setOwner(scene, id, scene.agents[0]!)
  await look(scene)
  const [behind] = await queueUp(scene)

  await look(scene)

  assert.notEqual(await holderOf(scene, behind!), null)
  const waiting = await Promise.all(held.map((id) => lastDecision(scene, id)))
  assert.deepEqual(
    waiting.map(({ position }) => position),
    held.map((_, index) => index + 1),
  )
})

test('one who may exceed their limit gets theirs from behind a hundred whom nobody can take', async () => {
  const scene = await setScene(database, {
    agents: three,
    agentLimit: 1,
    policy: { owner: { waitMinutes: 10, overLimit: 'exceed' } },
  })
  await queueUp(scene, 110)
  await look(scene)
  const [id] = await queueUp(scene)
  await setOwner(scene, id!, scene.agents[1]!)
  await database.db.updateTable('conversation').set({ queued_reason: 'x' }).where('id', '=', id!).execute()

  assert.equal(await look(scene), 1)

  assert.equal(await holderOf(scene, id!), 'Ben Agent')
})

test('one who is away and out of hours is not waited for', async () => {
  const scene = await setScene(database, { agents: three, policy: { owner: waits } })
  const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
  const hours = JSON.stringify({ timeZone: 'UTC', week: never, exceptions: [], holidays: null })
  const { memberId } = scene.agents[0]!
  await database.db.updateTable('member').set({ hours }).where('id', '=', memberId).execute()
  await choose(scene, scene.agents[0]!, 'offline')
  const [id] = await queueUp(scene)
  await setOwner(scene, id!, scene.agents[0]!)

  await look(scene)

  const decision = await lastDecision(scene, id!)
  assert.deepEqual([decision.kind, decision.preferred[0]?.outcome], ['assigned', 'not_waited_for'])
})
