import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { setTeamMembers } from '../teams/set-members.ts'
import { setScene } from '../testing/scene.ts'
import { lockAgents } from './agents.ts'
import { loadPolicy } from './policy.ts'
import { readQueue } from './read-queue.ts'
import { addTeam } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const other = new Database(testDatabase.url)
after(async () => {
  for (const each of [database, other]) await each[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

// Nobody holds them for this look, so that their load may be another when it is written.
test('who joins a team while its queue is looked at gets nothing in that look', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent'] })
  const { workspaceId, owner } = scene
  const [ana, ben] = scene.agents
  const sales = await addTeam(scene, 'Sales', [ana!])
  const actor = { type: 'member', id: owner.memberId } as const
  const members = [ana!, ben!].map(({ memberId }) => ({ memberId, tier: 1, weight: 1 }))

  const agents = await database.transact(async (tx) => {
    const held = await lockAgents(tx, workspaceId, sales)
    await other.transact((joining) => setTeamMembers(joining, { workspaceId, id: sales, actor, members }))
    const now = Date.now()
    const team = await loadPolicy(tx, workspaceId, sales, now)
    return (await readQueue(tx, team!, now, held)).agents
  })

  assert.deepEqual(
    agents.map(({ agent }) => agent.id),
    [ana!.memberId],
  )
})
