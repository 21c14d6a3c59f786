import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { closeConversation } from '../conversations/close.ts'
import { snoozeConversation } from '../conversations/snooze.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { allConversations, type Scene, setScene } from '../testing/scene.ts'
import { addTeam, holderOf, lastDecision, letWait, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const minutes = (count: number) => new Date(Date.now() + count * 60_000)
const onlyAna = ['Ana Agent']

test('loads are sums of what the channels weigh', async () => {
  const scene = await setScene(database, { agents: onlyAna, agentLimit: 2 })
  await weigh(scene, { weight: 0.5 })
  await queueUp(scene, 6)

  assert.equal(await look(scene), 4)
})

test('a channel’s limit holds for its conversations alone, and the record says which limit it was', async () => {
  const scene = await setScene(database, { agents: onlyAna, agentLimit: 10 })
  await weigh(scene, { agent_limit: 2 })
  const ids = await queueUp(scene, 3)

  assert.equal(await look(scene), 2)

  const decision = await lastDecision(scene, ids[2]!)
  assert.deepEqual(decision.limitsReached, { channel: 1 })
  assert.equal(decision.sentence, 'Nobody could take it: 1 at their limit of the channel.')
})

for (const counts of [true, false]) {
  test(`what is snoozed ${counts ? 'counts where the workspace says so' : 'does not count by itself'}`, async () => {
    const scene = await setScene(database, { agents: onlyAna, agentLimit: 1 })
    await database.db
      .updateTable('workspace')
      .set({ counts_snoozed: counts })
      .where('id', '=', scene.workspaceId)
      .execute()
    const [id] = await queueUp(scene, 2)
    await look(scene)
    await database.transact((tx) => snoozeConversation(tx, { ...subject(scene, id!), until: minutes(60) }))

    assert.equal(await look(scene), counts ? 0 : 1)
  })
}

test('skills that a conversation needs, and the contact’s language, choose the agent, until they are relaxed', async () => {
  const scene = await setScene(database, {
    agents: ['Ana Agent', 'Ben Agent', 'Cem Agent'],
    policy: { matchLanguage: true, skillRelaxMinutes: 30 },
  })
  const german = await addSkill(scene, 'German', 'de')
  const billing = await addSkill(scene, 'Billing')
  await teach(scene, 1, [german])
  await teach(scene, 2, [german, billing])
  const [id] = await queueUp(scene)
  await speak(scene, id!, 'de-AT')
  await need(id!, [billing])
  const [other] = await queueUp(scene)
  await speak(scene, other!, 'fi')

  await look(scene)
  assert.deepEqual([await holderOf(scene, id!), await holderOf(scene, other!)], ['Cem Agent', 'Ana Agent'])

  const [rare] = await queueUp(scene)
  const knots = await addSkill(scene, 'Knots')
  await need(rare!, [knots])
  await look(scene)
  assert.equal((await lastDecision(scene, rare!)).sentence, 'Nobody could take it: 3 without the needed skill.')

  await letWait(scene, rare!, 31)
  await look(scene)
  const decision = await lastDecision(scene, rare!)
  assert.deepEqual([decision.kind, decision.relaxedSkillIds], ['assigned', [knots]])
})

test('nobody gets more than the pace, of whatever team', async () => {
  const pace = { max: 2, minutes: 10 }
  const scene = await setScene(database, { agents: onlyAna, policy: { pace } })
  const sales = await addTeam(scene, 'Sales', [scene.agents[0]!], { pace })
  const ids = await queueUp(scene, 3)
  await database.db.updateTable('conversation').set({ team_id: sales }).where('id', '=', ids[0]!).execute()
  await look(scene, sales)

  assert.equal(await look(scene), 1)

  assert.equal((await lastDecision(scene, ids[2]!)).sentence, 'Nobody could take it: 1 given enough just now.')
  const { look_again_at } = await teamRow(scene)
  assert.ok(look_again_at && look_again_at > minutes(9) && look_again_at <= minutes(10))
  await sql`UPDATE decision SET at = at - interval '11 minutes' WHERE workspace_id = ${scene.workspaceId}`.execute(
    database.db,
  )
  assert.equal(await look(scene), 1)
})

test('who closed one has the time to wrap up', async () => {
  const scene = await setScene(database, { agents: onlyAna, agentLimit: 1, policy: { wrapUpMinutes: 3 } })
  const [first, second] = await queueUp(scene, 2)
  await look(scene)
  await database.transact((tx) => closeConversation(tx, subject(scene, first!)))

  assert.equal(await look(scene), 0)
  assert.equal((await lastDecision(scene, second!)).sentence, 'Nobody could take it: 1 finishing their last one.')
  const { look_again_at } = await teamRow(scene)
  assert.ok(look_again_at && look_again_at > minutes(2) && look_again_at <= minutes(3))
})

const closed = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const day = [{ from: '00:00', to: '24:00', isNextDay: false }]

test('out of hours all wait until it opens, which is looked at by itself', async () => {
  const scene = await setScene(database, { agents: onlyAna })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await setPolicy(scene, {
    hours: {
      timeZone: 'UTC',
      week: closed,
      exceptions: [{ date: tomorrow, intervals: day, name: '' }],
      holidays: null,
    },
  })
  const [id] = await queueUp(scene)

  assert.equal(await look(scene), 0)

  const decision = await lastDecision(scene, id!)
  assert.equal(decision.reason, 'outside_hours')
  assert.match(decision.sentence, /^The team is out of hours: it opens tomorrow at 0?0:00\.$/)
  assert.equal((await teamRow(scene)).look_again_at?.toISOString(), `${tomorrow}T00:00:00.000Z`)

  await setPolicy(scene, { outsideHours: 'assign' })
  assert.equal(await look(scene), 1)
})

test('a member’s own hours narrow the team’s', async () => {
  const scene = await setScene(database)
  const hours = JSON.stringify({ timeZone: 'UTC', week: closed, exceptions: [], holidays: null })
  await database.db.updateTable('member').set({ hours }).where('id', '=', scene.agents[0]!.memberId).execute()
  await queueUp(scene, 2)

  await look(scene)

  const held = (await allConversations(scene)).map(({ assigneeId }) => assigneeId)
  assert.deepEqual(held, [scene.agents[1]!.memberId, scene.agents[1]!.memberId])
})

test('whose deadline is near goes first, however far back they stand', async () => {
  const scene = await setScene(database, { agents: onlyAna, agentLimit: 0, policy: { firstReplyMinutes: 60 } })
  const ids = await queueUp(scene, 103)
  await sql`UPDATE conversation SET priority = 'high', queue_order = queued_since - interval '1 hour'
    WHERE workspace_id = ${scene.workspaceId} AND id <> ${ids[50]!}`.execute(database.db)
  await letWait(scene, ids[50]!, 50)
  await database.db.updateTable('workspace').set({ agent_limit: 1 }).where('id', '=', scene.workspaceId).execute()

  assert.equal(await look(scene), 1)

  assert.equal(await holderOf(scene, ids[50]!), 'Ana Agent')
})

test('tier 2 is asked when nobody of tier 1 can, and it is said so', async () => {
  const scene = await setScene(database, { agentLimit: 1 })
  await database.db
    .updateTable('team_member')
    .set({ tier: 2 })
    .where('member_id', '=', scene.agents[0]!.memberId)
    .execute()
  const ids = await queueUp(scene, 2)

  await look(scene)

  assert.deepEqual([await holderOf(scene, ids[0]!), await holderOf(scene, ids[1]!)], ['Ben Agent', 'Ana Agent'])
  const { sentence, tier } = await lastDecision(scene, ids[1]!)
  assert.deepEqual([tier, sentence.endsWith('Nobody of a tier before 2 could.')], [2, true])
})

test('shares follow the weights under the strategy weighted', async () => {
  const scene = await setScene(database, { policy: { strategy: 'weighted' } })
  await database.db
    .updateTable('team_member')
    .set({ weight: 3 })
    .where('member_id', '=', scene.agents[0]!.memberId)
    .execute()
  for (let rounds = 0; rounds < 5; rounds += 1) {
    await queueUp(scene, 4)
    await look(scene)
  }

  const held = await Promise.all((await allConversations(scene)).map(({ id }) => holderOf(scene, id)))
  assert.equal(held.filter((name) => name === 'Ana Agent').length, 15)
})

function subject({ workspaceId, owner }: Scene, id: string) {
  return { workspaceId, id, actor: { type: 'member', id: owner.memberId } as const }
}

async function weigh({ whatsapp }: Scene, set: { weight?: number; agent_limit?: number }): Promise<void> {
  await database.db.updateTable('channel').set(set).where('id', '=', whatsapp.channelId).execute()
}

async function addSkill({ workspaceId }: Scene, name: string, language: string | null = null): Promise<string> {
  const id = newId()
  await database.db.insertInto('skill').values({ workspace_id: workspaceId, id, name, language }).execute()
  return id
}

async function teach({ agents }: Scene, agent: number, skills: string[]): Promise<void> {
  await database.db.updateTable('member').set({ skill_ids: skills }).where('id', '=', agents[agent]!.memberId).execute()
}

async function need(id: string, skills: string[]): Promise<void> {
  await database.db.updateTable('conversation').set({ skill_ids: skills }).where('id', '=', id).execute()
}

async function speak({ workspaceId }: Scene, id: string, locale: string): Promise<void> {
  await sql`UPDATE contact SET locale = ${locale} WHERE workspace_id = ${workspaceId}
    AND id = (SELECT contact_id FROM conversation WHERE id = ${id})`.execute(database.db)
}

async function setPolicy({ team }: Scene, change: Partial<ReturnType<typeof policy.parse>>): Promise<void> {
  await sql`UPDATE policy SET settings = settings || ${JSON.stringify(change)}::jsonb WHERE team_id = ${team.id}`.execute(
    database.db,
  )
}

function teamRow({ team }: Scene) {
  return database.db.selectFrom('team').selectAll().where('id', '=', team.id).executeTakeFirstOrThrow()
}
