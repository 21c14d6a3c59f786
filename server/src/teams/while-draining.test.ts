/** What managers change while conversations are handed out: whatever comes first, nothing is stuck or left behind. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, patchMember, putPolicy, putTeamMembers } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, type Scene, setScene } from '../testing/scene.ts'

const names = ['Ana Agent', 'Ben Agent', 'Cem Agent', 'Dia Agent']
const count = 40

let app: TestApp

before(async () => {
  app = await openApp()
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('an agent removed while their team’s queue drains ends up with nothing of it, and others have everything', async () => {
  const { scene, client } = await makeScene()
  const [gone, ...rest] = scene.agents.map(({ memberId }) => ({ memberId }))
  const params = { id: scene.team.id }

  await Promise.all([
    arrive(scene),
    (async () => {
      for (let round = 0; round < 4; round += 1) {
        await client.call(putTeamMembers, { params, body: { members: rest } })
        await client.call(putTeamMembers, { params, body: { members: [gone!, ...rest] } })
      }
      await client.call(putTeamMembers, { params, body: { members: rest } })
    })(),
  ])
  await app.queues.settled()

  const conversations = await allConversations(scene)
  assert.equal(conversations.length, count)
  for (const { assigneeId } of conversations) {
    assert.notEqual(assigneeId, null)
    assert.notEqual(assigneeId, gone!.memberId)
  }
})

test('an agent deactivated while the queue drains ends up with nothing', async () => {
  const { scene, client } = await makeScene()
  const { memberId } = scene.agents[0]!

  await Promise.all([
    arrive(scene),
    client.call(patchMember, { params: { id: memberId }, body: { isDeactivated: true } }),
  ])
  await app.queues.settled()

  const holders = (await allConversations(scene)).map(({ assigneeId }) => assigneeId)
  assert.ok(!holders.includes(memberId))
  assert.ok(!holders.includes(null))
})

test('a policy edited while its queue drains holds from then on, and the queue goes on', async () => {
  const { scene, client } = await makeScene()
  const params = { id: scene.team.id }

  await Promise.all([
    arrive(scene),
    (async () => {
      for (const strategy of ['least_open', 'manual', 'weighted', 'most_free', 'manual'] as const) {
        await client.call(putPolicy, { params, body: { strategy, agentLimit: 5 } })
      }
      await client.call(putPolicy, { params, body: { strategy: 'round_robin', agentLimit: 8 } })
    })(),
  ])
  await app.queues.settled()

  const loads = Map.groupBy(await allConversations(scene), ({ assigneeId }) => assigneeId)
  for (const { memberId } of scene.agents) assert.equal(loads.get(memberId)?.length, 8)
  assert.equal(loads.get(null)?.length, count - 8 * names.length)
})

async function makeScene(): Promise<{ scene: Scene; client: Client }> {
  const scene = await setScene(app.database, { agents: names })
  return { scene, client: await clientOf(app, scene.owner) }
}

async function arrive(scene: Scene): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const contact = { ...mara, addresses: [`4477009${10_000 + number}`], name: null }
    await bring(scene, inboundMessage({ contact, text: `Question ${number}` }))
  }
}
