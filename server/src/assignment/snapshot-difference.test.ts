import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { choose, setScene } from '../testing/scene.ts'
import { findUnlike } from '../testing/stranded.ts'
import { loadAgents } from './agents.ts'
import { loadPolicy } from './policy.ts'
import { toSnapshot } from './snapshot.ts'
import { differenceFrom, together } from './snapshot-difference.ts'
import { look, queueUp } from './testing.ts'
import { readHead } from './waiting.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const names = Array.from({ length: 30 }, (_, index) => `Agent ${index + 1}`)

test('a difference and its base are the snapshot, whoever came, left or changed', async () => {
  const scene = await setScene(database, { agents: names.slice(0, 5) })
  await queueUp(scene, 3)
  const now = Date.now()
  const team = (await loadPolicy(database.db, scene.workspaceId, scene.team.id, now))!
  const waiting = await readHead(database.db, team, 10)
  const agents = await loadAgents(database.db, team, { now, channelIds: [] })
  const base = agents.slice(0, 4).map(({ agent }) => agent)
  const changed = { ...base[1]!, load: 7, skills: ['a'], recentTurns: [1, 2] }
  const snapshot = {
    ...toSnapshot(team, now, agents, waiting),
    agents: [base[0]!, changed, base[3]!, agents[4]!.agent],
  }

  const stored = JSON.parse(JSON.stringify(differenceFrom(base, snapshot)))

  assert.deepEqual(together(base, stored), JSON.parse(JSON.stringify(snapshot)))
  assert.deepEqual(stored.changed, [[1, { load: 7, skills: ['a'], recentTurns: [1, 2] }]])
  assert.deepEqual(stored.gone, [2])
})

test('later looks are kept as what differs, and every decision is the same when it is made again', async () => {
  const scene = await setScene(database, { agents: names })
  const { workspaceId } = scene
  for (let times = 0; times < 4; times += 1) {
    await queueUp(scene, 2)
    if (times === 2) await choose(scene, scene.agents[7]!, 'busy')
    await look(scene)
  }

  const { rows } = await sql<{ base_id: string | null; size: number }>`
    SELECT base_id, length(data::text) AS size FROM assignment_snapshot WHERE workspace_id = ${workspaceId} ORDER BY id`.execute(
    database.db,
  )
  assert.deepEqual(
    rows.map(({ base_id }) => base_id !== null),
    [false, true, true, true],
  )
  assert.ok(rows[3]!.size < rows[0]!.size / 3)
  assert.deepEqual(await findUnlike(database, workspaceId, '00000000-0000-0000-0000-000000000000'), [])
})
