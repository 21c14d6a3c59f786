import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { editConversation } from '../conversations/change.ts'
import { closeConversation } from '../conversations/close.ts'
import { reply } from '../conversations/reply.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import type { Caller } from '../http/endpoint.ts'
import { changeMember } from '../members/change.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, choose, type Scene, setScene } from '../testing/scene.ts'
import { drain } from './assign.ts'
import { listCandidates } from './candidates.ts'
import { listDecisions } from './decisions.ts'
import { assignManually, claimConversation } from './manual.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const others = [new Database(testDatabase.url), new Database(testDatabase.url), new Database(testDatabase.url)]
after(async () => {
  for (const each of [database, ...others]) await each[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const three = ['Ana Agent', 'Ben Agent', 'Eva Agent']

test('round robin gives everybody as many, whatever they hold already', async () => {
  const scene = await setScene(database, { agents: three })
  await queue(scene, 3)
  await look(scene)
  for (const { id } of (await allConversations(scene)).slice(0, 2)) await close(scene, id)
  await queue(scene, 7)

  assert.equal(await look(scene), 7)

  const counts = await countsByAgent(scene)
  assert.deepEqual(counts.toSorted(), [3, 3, 4])
})

test('least open gives to whoever holds the fewest', async () => {
  const scene = await setScene(database, { agents: three, policy: { strategy: 'least_open' } })
  await queue(scene, 2)
  const [first, second] = await allConversations(scene)
  await assignTo(scene, first!.id, scene.agents[0]!)
  await assignTo(scene, second!.id, scene.agents[0]!)
  await queue(scene, 4)

  await look(scene)

  assert.deepEqual(await loads(scene), [2, 2, 2])
})

test('the manual strategy leaves all waiting, and says why once', async () => {
  const scene = await setScene(database, { policy: { strategy: 'manual' } })
  await queue(scene, 2)

  for (let times = 0; times < 3; times += 1) assert.equal(await look(scene), 0)

  for (const { id, assigneeId } of await allConversations(scene)) {
    const decisions = await listDecisions(database.db, scene.workspaceId, id)
    assert.equal(assigneeId, null)
    assert.deepEqual(
      decisions.map(({ kind, sentence }) => [kind, sentence]),
      [['queued', 'People pick in this team: nobody is assigned automatically.']],
    )
  }
})

test('a refusal is recorded again only when its reason is another', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  await queue(scene, 1)
  const [conversation] = await allConversations(scene)
  const sentences = async () =>
    (await listDecisions(database.db, scene.workspaceId, conversation!.id)).map(({ sentence }) => sentence)

  await look(scene)
  await look(scene)
  assert.deepEqual(await sentences(), ['Nobody could take it: 2 offline.'])

  await choose(scene, scene.agents[0]!, 'busy')
  await look(scene)
  assert.deepEqual(await sentences(), ['Nobody could take it: 1 busy, 1 offline.', 'Nobody could take it: 2 offline.'])

  await choose(scene, scene.agents[0]!, 'online')
  await look(scene)
  const [decision] = await listDecisions(database.db, scene.workspaceId, conversation!.id)
  assert.deepEqual(
    [decision?.kind, decision?.agentId, decision?.sentence, decision?.excluded, decision?.trigger],
    ['assigned', scene.agents[0]!.memberId, 'Ana Agent was the only one who could take it.', { offline: 1 }, 'test'],
  )
})

test('every assignment has one event, one record, and says so in one sentence', async () => {
  const scene = await setScene(database)
  await queue(scene, 5)

  await Promise.all([look(scene), look(scene), look(scene)])

  const assigned = await assignedEvents(scene)
  assert.equal(assigned.length, 5)
  for (const { id, assigneeId } of await allConversations(scene)) {
    const event = assigned.filter(({ subjectId }) => subjectId === id)
    const decisions = await listDecisions(database.db, scene.workspaceId, id)
    assert.deepEqual(
      event.map(({ data }) => [data.agentId, data.by, data.isOverLimit, data.sentence]),
      decisions.map(({ sentence }) => [assigneeId, 'engine', false, sentence]),
    )
  }
})

test('the queue is served by priority, then by who waits longest', async () => {
  const scene = await setScene(database, { presence: 'offline', agentLimit: 1 })
  const now = Date.now()
  const ages = { low: 50, normal: 30, high: 1, urgent: 0, normalOlder: 70 }
  for (const [name, minutes] of Object.entries(ages)) {
    await bring(scene, inboundMessage({ text: name, contact: somebody(minutes), at: now - minutes * 60_000 }))
  }
  for (const conversation of await allConversations(scene)) {
    const priority = conversation.lastMessage!.text
    if (priority !== 'normalOlder') {
      await database.transact((tx) =>
        editConversation(tx, { ...subject(scene, conversation.id), priority: priority as 'low' }),
      )
    }
  }

  const order: string[] = []
  await choose(scene, scene.agents[0]!, 'online')
  for (let times = 0; times < 5; times += 1) {
    await look(scene)
    const [held] = (await allConversations(scene)).filter(({ assigneeId, status }) => assigneeId && status === 'open')
    order.push(held!.lastMessage!.text)
    await close(scene, held!.id)
  }

  assert.deepEqual(order, ['urgent', 'normalOlder', 'high', 'normal', 'low'])
})

test('whoever was answered and goes back to the queue keeps their place when the priority changes', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  await queue(scene, 2)
  const [first, second] = await allConversations(scene)
  for (const conversation of [first!, second!]) {
    await assignTo(scene, conversation.id, scene.agents[0]!)
    const author = scene.agents[0]!
    const words = { workspaceId: scene.workspaceId, author, text: 'One moment', attachmentIds: [] }
    await database.transact((tx) => reply(tx, { ...words, id: conversation.id }))
    await database.transact((tx) => assignManually(tx, { ...subject(scene, conversation.id), memberId: null }))
  }
  await database.transact((tx) => editConversation(tx, { ...subject(scene, first!.id), priority: 'high' }))
  await database.transact((tx) => editConversation(tx, { ...subject(scene, first!.id), priority: 'normal' }))

  await setLimit(scene, scene.agents[0]!, 1)
  await choose(scene, scene.agents[0]!, 'online')
  await look(scene)

  assert.deepEqual(
    (await allConversations(scene)).map(({ assigneeId }) => assigneeId !== null),
    [true, false],
  )
})

const limits: Readonly<
  Record<string, { wishes: Parameters<typeof setScene>[1]; personal?: number | null; expected: number[] }>
> = {
  'the workspace’s limit holds for everybody': { wishes: { agentLimit: 2 }, expected: [2, 2] },
  'a personal limit replaces it, upwards': { wishes: { agentLimit: 2 }, personal: 4, expected: [4, 2] },
  'a personal limit replaces it, downwards': { wishes: { agentLimit: 3 }, personal: 1, expected: [1, 3] },
  'a limit of 0 gives nothing': { wishes: { agentLimit: 2 }, personal: 0, expected: [0, 2] },
  'the team’s limit holds beside': {
    wishes: { agentLimit: 4, policy: { agentLimit: 1 } },
    personal: 6,
    expected: [1, 1],
  },
}

for (const [what, { wishes, personal, expected }] of Object.entries(limits)) {
  test(what, async () => {
    const scene = await setScene(database, wishes)
    if (personal !== undefined) await setLimit(scene, scene.agents[0]!, personal)
    await queue(scene, 8)

    await look(scene)
    await look(scene)

    assert.deepEqual(await loads(scene), expected)
  })
}

test('no limit is passed by four at once that look, nor with people who claim meanwhile', async () => {
  const scene = await setScene(database, { agents: three, agentLimit: 4 })
  await queue(scene, 30)
  const ids = (await allConversations(scene)).map(({ id }) => id)

  await Promise.all([
    ...[database, ...others].flatMap((each) => [look(scene, each), look(scene, each)]),
    ...ids.slice(10, 16).map((id, index) => claim(scene, id, index % 3, others[index % 3])),
    ...ids.slice(0, 4).map((id, index) => claim(scene, id, index % 3, others[index % 3])),
  ])
  await look(scene)

  const load = new Map<string, number>()
  for (const { data } of await assignedEvents(scene)) {
    const before = load.get(data.agentId) ?? 0
    assert.ok(data.by === 'claim' || before < 4, `given the ${before + 1}th`)
    load.set(data.agentId, before + 1)
  }
  assert.deepEqual(
    await loads(scene),
    scene.agents.map(({ memberId }) => load.get(memberId)),
  )
  const held = (await allConversations(scene)).filter(({ assigneeId }) => assigneeId)
  assert.equal(held.length, (await assignedEvents(scene)).length)
  assert.ok((await loads(scene)).every((each) => each >= 4))
})

test('round robin stays even under any number of looks at once', async () => {
  const scene = await setScene(database, { agents: three })

  for (let rounds = 0; rounds < 5; rounds += 1) {
    await queue(scene, 4)
    await Promise.all([database, ...others].map((each) => look(scene, each)))
    const counts = await countsByAgent(scene)
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join())
  }
})

test('serves more than it takes at once', async () => {
  const scene = await setScene(database)
  await queue(scene, 130)

  assert.equal(await look(scene), 130)
  assert.deepEqual(await loads(scene), [65, 65])
})

test('the picker shows load, the limit that binds first, why not, and who is next', async () => {
  const scene = await setScene(database, { agents: three, agentLimit: 5, policy: { agentLimit: 1 } })
  await choose(scene, scene.agents[2]!, 'busy')
  await queue(scene, 1)
  await look(scene)

  const candidates = await listCandidates(database.db, { workspaceId: scene.workspaceId, teamId: scene.team.id })

  assert.deepEqual(
    candidates.map(({ name, load, limit, exclusion, isNext }) => [name, load, limit, exclusion, isNext]),
    [
      ['Ana Agent', 1, 1, 'at_capacity', false],
      ['Ben Agent', 0, 1, null, true],
      ['Eva Agent', 0, 1, 'busy', false],
    ],
  )
})

let people = 0

/** As many new contacts write, one after the other. */
async function queue(scene: Scene, count: number): Promise<void> {
  const messages = Array.from({ length: count }, () => {
    people += 1
    return inboundMessage({ contact: somebody(people + 1000) })
  })
  for (const message of messages) await bring(scene, message)
}

function somebody(number: number) {
  return { ...mara, addresses: [`4477009${number}`] }
}

function look({ workspaceId, team }: Scene, on = database): Promise<number> {
  return drain(on, { workspaceId, teamId: team.id, trigger: 'test' })
}

function subject({ workspaceId, owner }: Scene, id: string) {
  return { workspaceId, id, actor: { type: 'member', id: owner.memberId } as const }
}

function close(scene: Scene, id: string) {
  return database.transact((tx) => closeConversation(tx, subject(scene, id)))
}

function assignTo(scene: Scene, id: string, { memberId }: Caller) {
  return database.transact((tx) => assignManually(tx, { ...subject(scene, id), memberId }))
}

function claim({ workspaceId, agents }: Scene, id: string, agent: number, on = database) {
  const { memberId } = agents[agent]!
  return on.transact((tx) => claimConversation(tx, { workspaceId, id, memberId })).catch(() => null)
}

function setLimit({ workspaceId, owner }: Scene, { memberId }: Caller, agentLimit: number | null) {
  const by = { id: owner.memberId, role: owner.role }
  return database.transact((tx) => changeMember(tx, { workspaceId, id: memberId, by, given: { agentLimit } }))
}

async function loads(scene: Scene): Promise<number[]> {
  const open = (await allConversations(scene)).filter(({ status }) => status === 'open')
  return scene.agents.map(({ memberId }) => open.filter(({ assigneeId }) => assigneeId === memberId).length)
}

async function assignedEvents(scene: Scene) {
  return (await readLog(database, scene.workspaceId)).filter((event) => event.type === 'conversation.assigned')
}

async function countsByAgent(scene: Scene): Promise<number[]> {
  const events = await assignedEvents(scene)
  return scene.agents.map(({ memberId }) => events.filter(({ data }) => data.agentId === memberId).length)
}
