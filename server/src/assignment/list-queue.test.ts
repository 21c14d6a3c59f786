import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { choose, type Scene, setScene } from '../testing/scene.ts'
import { listCandidates } from './candidates.ts'
import { listQueue } from './list-queue.ts'
import { addTeam, letWait, look, queueUp, setOwner } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const waits = { waitMinutes: 10, overLimit: 'respect' } as const

test('the waiting list shows true order, scores, deadlines, holds, promises and why', async () => {
  const scene = await setScene(database, { agentLimit: 1, policy: { owner: waits, firstReplyMinutes: 90 } })
  const ids = await queueUp(scene, 4)
  await setOwner(scene, ids[0]!, scene.agents[0]!)
  await look(scene)
  await setOwner(scene, ids[2]!, scene.agents[0]!)
  await letWait(scene, ids[3]!, 30)
  const { workspaceId, team } = scene
  await database.db
    .insertInto('promise')
    .values({
      workspace_id: workspaceId,
      id: crypto.randomUUID(),
      conversation_id: ids[3]!,
      team_id: team.id,
      kind: 'wait',
      told: '20 minutes',
      made_at: new Date(),
    })
    .execute()

  const queue = await listQueue(database.db, { workspaceId, teamId: team.id, limit: 100 })

  assert.deepEqual(
    queue.data.map(({ conversation, position, heldFor }) => [conversation.id, position, heldFor?.memberId ?? null]),
    [
      [ids[3], 1, null],
      [ids[2], 2, scene.agents[0]!.memberId],
    ],
  )
  const [first, second] = queue.data
  assert.equal(Math.round(first!.score), 30)
  assert.equal(first!.promise?.told, '20 minutes')
  assert.equal(first!.sentence, 'Nobody could take it: 2 at their limit of all they hold.')
  assert.match(second!.sentence ?? '', /^Kept for Ana Agent until/)
  assert.equal(Date.parse(first!.deadlineAt!) - Date.parse(first!.waitingSince), 90 * 60_000)
  assert.deepEqual([queue.total, queue.isOpen, queue.opensAt], [2, true, null])
})

test('whose deadline is near comes first, even from behind what is shown', async () => {
  const scene = await setScene(database, { agentLimit: 0, policy: { firstReplyMinutes: 60 } })
  const ids = await queueUp(scene, 6)
  await sql`UPDATE conversation SET priority = 'high', queue_order = queued_since - interval '1 hour'
    WHERE workspace_id = ${scene.workspaceId} AND id <> ${ids[5]!}`.execute(database.db)
  await letWait(scene, ids[5]!, 50)

  const { data, total } = await listQueue(database.db, {
    workspaceId: scene.workspaceId,
    teamId: scene.team.id,
    limit: 3,
  })

  assert.deepEqual(
    data.map(({ conversation }) => conversation.id),
    [ids[5], ids[0], ids[1]],
  )
  assert.equal(total, 6)
})

test('the picker shows who is preferred, skills, tier and weight, and who would be next for this conversation', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent', 'Cem Agent'], policy: { owner: waits } })
  const [id] = await queueUp(scene)
  await setOwner(scene, id!, scene.agents[2]!)
  await database.db
    .updateTable('conversation')
    .set({ tried: [scene.agents[1]!.memberId] })
    .where('id', '=', id!)
    .execute()

  const all = await candidates(scene, id!)
  assert.deepEqual(
    all.map(({ name, preferredAs, exclusion, isNext, tier, weight }) => [
      name,
      preferredAs,
      exclusion,
      isNext,
      tier,
      weight,
    ]),
    [
      ['Ana Agent', null, null, false, 1, 1],
      ['Ben Agent', null, 'already_tried', false, 1, 1],
      ['Cem Agent', 'owner', null, true, 1, 1],
    ],
  )
  assert.deepEqual(
    (await candidates(scene)).map(({ isNext }) => isNext),
    [true, false, false],
  )

  await choose(scene, scene.agents[2]!, 'busy')
  assert.deepEqual(
    (await candidates(scene, id!)).map(({ isNext }) => isNext),
    [false, false, false],
    'it is held for the owner',
  )
})

test('the picker of another team sees the conversation with the eyes of that team', async () => {
  const scene = await setScene(database, { policy: { owner: waits } })
  const sales = await addTeam(scene, 'Sales', scene.agents)
  const [id] = await queueUp(scene)
  await setOwner(scene, id!, scene.agents[1]!)

  const all = await listCandidates(database.db, {
    workspaceId: scene.workspaceId,
    teamId: sales,
    conversationId: id!,
  })

  assert.deepEqual(
    all.map(({ preferredAs, isNext }) => [preferredAs, isNext]),
    [
      [null, true],
      [null, false],
    ],
  )
})

function candidates({ workspaceId, team }: Scene, conversationId?: string) {
  return listCandidates(database.db, { workspaceId, teamId: team.id, conversationId })
}
