import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { changeMember } from '../members/change.ts'
import { allConversations, type Scene, setScene } from '../testing/scene.ts'
import { changeWorkspace } from '../workspace/change.ts'
import { holdForChange, lockForLook, tryHoldForChange } from './lock.ts'
import { look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const other = new Database(testDatabase.url)
after(async () => {
  for (const each of [database, other]) await each[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a look waits for a limit that is being lowered, and then keeps to it', async () => {
  const scene = await setScene(database)
  await queueUp(scene, 2)
  const lowering = Promise.withResolvers<void>()
  const isHeld = Promise.withResolvers<void>()

  const change = other.transact(async (tx) => {
    const actor = { type: 'member', id: scene.owner.memberId } as const
    await changeWorkspace(tx, { workspaceId: scene.workspaceId, actor, given: { agentLimit: 0 } })
    isHeld.resolve()
    await lowering.promise
  })
  await isHeld.promise
  const looking = look(scene)
  assert.equal(await Promise.race([looking, sleep(150, 'waits')]), 'waits')
  lowering.resolve()
  await change

  assert.equal(await looking, 0)
  assert.deepEqual(await holdersIn(scene), [null, null])
})

test('who lowers a limit waits for a look, and comes after what it gave', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent'] })
  const { workspaceId, owner, agents } = scene
  const looked = Promise.withResolvers<void>()
  const isLooking = Promise.withResolvers<void>()

  const looking = other.transact(async (tx) => {
    await lockForLook(tx, workspaceId)
    isLooking.resolve()
    await looked.promise
  })
  await isLooking.promise
  const change = database.transact((tx) =>
    changeMember(tx, {
      workspaceId,
      id: agents[0]!.memberId,
      by: { id: owner.memberId, role: 'owner' },
      given: { agentLimit: 0 },
    }),
  )
  assert.equal(await Promise.race([change, sleep(150, 'waits')]), 'waits')
  looked.resolve()
  await looking

  assert.equal((await change).agentLimit, 0)
})

test('those who change something do not wait for each other, and who must not wait is told', async () => {
  const { workspaceId } = await setScene(database)

  await database.transact(async (tx) => {
    await holdForChange(tx, workspaceId)
    await other.transact(async (second) => {
      await holdForChange(second, workspaceId)
      assert.equal(await tryHoldForChange(second, workspaceId), true)
    })
  })
  await database.transact(async (tx) => {
    await lockForLook(tx, workspaceId)
    assert.equal(await other.transact((second) => tryHoldForChange(second, workspaceId)), false)
  })
})

async function holdersIn(scene: Scene): Promise<(string | null)[]> {
  return (await allConversations(scene)).map(({ assigneeId }) => assigneeId)
}
