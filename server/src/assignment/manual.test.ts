import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeConversation } from '../conversations/close.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { changeMember } from '../members/change.ts'
import { addMember, readLog } from '../setup/testing.ts'
import { makeTeam } from '../teams/make.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, choose, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { assignManually, claimConversation } from './manual.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const other = new Database(testDatabase.url)
after(async () => {
  for (const each of [database, other]) await each[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('of two claims at once exactly one succeeds, and the other hears by whom', async () => {
  for (let rounds = 0; rounds < 10; rounds += 1) {
    const scene = await written()
    const { id } = await onlyConversation(scene)

    const claims = await Promise.allSettled([claim(scene, id, 0), claim(scene, id, 1, other)])

    const won = claims.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
    const lost = claims.flatMap((each) => (each.status === 'rejected' ? each.reason : []))
    assert.equal(won.length, 1)
    const { assigneeId } = await onlyConversation(scene)
    const winner = scene.agents.find(({ memberId }) => memberId === assigneeId)!
    assert.deepEqual(
      lost.map(({ code, message, data }: AppError) => [code, message, data.memberId, data.memberName]),
      [['already_assigned', `${winner.name} has this conversation already.`, assigneeId, winner.name]],
    )
    assert.equal((await assignments(scene)).length, 1)
  }
})

test('a claim of what one has already is no news', async () => {
  const scene = await written()
  const { id } = await onlyConversation(scene)

  await claim(scene, id, 0)
  await claim(scene, id, 0)

  assert.equal((await assignments(scene)).length, 1)
})

test('over a limit it is done, warned of and said so', async () => {
  const scene = await written({ agentLimit: 1 })
  await bring(scene, inboundMessage({ contact: { ...mara, addresses: ['447700900002'] } }))
  const [first, second] = await allConversations(scene)
  const ana = scene.agents[0]!.memberId

  assert.equal((await assign(scene, first!.id, { memberId: ana })).warning, null)
  assert.equal((await assign(scene, second!.id, { memberId: ana })).warning, 'over_limit')

  assert.deepEqual(
    (await assignments(scene)).map(({ data }) => [data.by, data.isOverLimit, data.fromAgentId, data.sentence]),
    [
      ['manual', false, null, null],
      ['manual', true, null, null],
    ],
  )
})

test('warns of a team’s limit, of absence and of strangers to the team, and does it', async () => {
  const limited = await written({ policy: { agentLimit: 0 } })
  const toAna = { memberId: limited.agents[0]!.memberId }
  assert.equal((await assign(limited, (await onlyConversation(limited)).id, toAna)).warning, 'over_limit')

  const scene = await written()
  const { id } = await onlyConversation(scene)
  const stranger = await addMember(database, scene.workspaceId, { name: 'Sam Stranger', role: 'agent' })

  await choose(scene, stranger, 'online')
  assert.equal((await assign(scene, id, { memberId: stranger.memberId })).warning, 'not_in_team')
  await choose(scene, stranger, 'offline')
  assert.equal((await assign(scene, id, { memberId: null })).warning, null)
  assert.equal((await assign(scene, id, { memberId: stranger.memberId })).warning, 'offline')
})

test('a transfer to a team gives it back to the queue, its age kept', async () => {
  const scene = await written()
  const { id, waitingSince } = await onlyConversation(scene)
  const sales = await addTeam(scene, 'Sales')
  await claim(scene, id, 0)

  const { conversation } = await assign(scene, id, { teamId: sales })

  assert.deepEqual(
    [conversation.teamId, conversation.assigneeId, conversation.waitingSince],
    [sales, null, waitingSince],
  )
  const log = await readLog(database, scene.workspaceId)
  assert.deepEqual(
    log.slice(-2).map(({ type, data }) => [type, 'by' in data ? data.by : null]),
    [
      ['conversation.moved', 'manual'],
      ['conversation.unassigned', 'transfer'],
    ],
  )
})

test('a transfer to a team and an agent of it is one step', async () => {
  const scene = await written()
  const { id } = await onlyConversation(scene)
  const sales = await addTeam(scene, 'Sales', scene.agents[1]!.memberId)
  await claim(scene, id, 0)

  const { conversation, warning } = await assign(scene, id, { teamId: sales, memberId: scene.agents[1]!.memberId })

  assert.deepEqual([conversation.teamId, conversation.assigneeId], [sales, scene.agents[1]!.memberId])
  assert.equal(warning, null)
  assert.equal((await assignments(scene)).at(-1)?.data.fromAgentId, scene.agents[0]!.memberId)
})

test('what is as it should be already is no news', async () => {
  const scene = await written()
  const { id } = await onlyConversation(scene)
  await claim(scene, id, 0)
  const before = await readLog(database, scene.workspaceId)

  await assign(scene, id, { memberId: scene.agents[0]!.memberId })
  await assign(scene, id, { teamId: scene.team.id })
  await assign(scene, id, {})

  assert.deepEqual(await readLog(database, scene.workspaceId), before)
})

test('refuses the unknown, the deactivated, the closed and the foreign', async () => {
  const scene = await written()
  const foreign = await written()
  const { id } = await onlyConversation(scene)
  const gone = scene.agents[1]!.memberId
  const by = { id: scene.owner.memberId, role: scene.owner.role }
  await database.transact((tx) =>
    changeMember(tx, { workspaceId: scene.workspaceId, id: gone, by, given: { isDeactivated: true } }),
  )

  await assert.rejects(assign(scene, id, { memberId: newId() }), hasCode('unknown_reference'))
  await assert.rejects(assign(scene, id, { memberId: foreign.agents[0]!.memberId }), hasCode('unknown_reference'))
  await assert.rejects(assign(scene, id, { teamId: foreign.team.id }), hasCode('unknown_reference'))
  await assert.rejects(assign(scene, id, { memberId: gone }), hasCode('member_deactivated'))
  await assert.rejects(assign(scene, (await onlyConversation(foreign)).id, { memberId: null }), hasCode('not_found'))
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId: scene.workspaceId, id, actor }))
  await assert.rejects(claim(scene, id, 0), hasCode('conversation_closed'))
})

test('whoever is deactivated loses what they hold to the queue, in one transaction', async () => {
  const scene = await written()
  const { id, waitingSince } = await onlyConversation(scene)
  await claim(scene, id, 0)
  const by = { id: scene.owner.memberId, role: scene.owner.role }

  await database.transact((tx) =>
    changeMember(tx, {
      workspaceId: scene.workspaceId,
      id: scene.agents[0]!.memberId,
      by,
      given: { isDeactivated: true },
    }),
  )

  const conversation = await onlyConversation(scene)
  assert.deepEqual([conversation.assigneeId, conversation.waitingSince], [null, waitingSince])
})

async function written(wishes: Parameters<typeof setScene>[1] = {}): Promise<Scene> {
  const scene = await setScene(database, wishes)
  await bring(scene, inboundMessage())
  return scene
}

function claim({ workspaceId, agents }: Scene, id: string, agent: number, on = database) {
  return on.transact((tx) => claimConversation(tx, { workspaceId, id, memberId: agents[agent]!.memberId }))
}

function assign({ workspaceId, owner }: Scene, id: string, to: { memberId?: string | null; teamId?: string | null }) {
  const actor = { type: 'member', id: owner.memberId } as const
  return database.transact((tx) => assignManually(tx, { workspaceId, id, actor, ...to }))
}

async function addTeam({ workspaceId, owner }: Scene, name: string, ...memberIds: string[]): Promise<string> {
  const actor = { type: 'member', id: owner.memberId } as const
  return (await database.transact((tx) => makeTeam(tx, { workspaceId, actor, given: { name, memberIds } }))).id
}

async function assignments({ workspaceId }: Scene) {
  return (await readLog(database, workspaceId)).filter((event) => event.type === 'conversation.assigned')
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code
}
