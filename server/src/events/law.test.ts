/**
 * The law of the log: what a client had, with the events since applied, equals what it would fetch afresh. Held to for
 * random sequences of everything that can be done. A failure names its seed: run it again with FAIRLEAD_SEED.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  ApiError,
  applyToConversation,
  applyToMessages,
  type Client,
  type Conversation,
  createClient,
  type Event,
  eventData,
  getMe,
  listChannels,
  listClosingCategories,
  listContactNotes,
  listContacts,
  listConversations,
  listFields,
  listMembers,
  listMessages,
  listSkills,
  listTeams,
  type Message,
  tagsAfter,
} from '@fairlead/sdk'
import { AppError } from '../errors.ts'
import { actions } from '../testing/actions.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { everyEvent } from '../testing/every-event.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { readCursor, readEvents } from './log.ts'

const seeds = process.env.FAIRLEAD_SEED ? [Number(process.env.FAIRLEAD_SEED)] : [1, 2, 3, Date.now() % 1_000_000]

const baseUrl = 'http://localhost'
let app: TestApp

before(async () => {
  app = await openApp()
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

for (const seed of seeds) {
  test(`what a client keeps by events equals what it fetches, whatever is done (seed ${seed})`, async () => {
    const scene = await setScene(app.database)
    const client = await clientOf(app, scene.owner)
    const random = randomFrom(seed)
    const perform = await actions(app, scene, client, random)
    let kept = await fetchAll(client)
    let cursor = kept.cursor
    const done: string[] = []

    for (let step = 0; step < 100; step += 1) {
      done.push(await attempt(perform))
      if (step % 10 !== 9) continue
      await settle(scene)
      const events = await eventsAfter(scene, cursor)
      for (const { type, data } of events)
        assert.deepEqual(eventData[type].parse(data), data, `${type} keeps its contract`)
      kept = events.reduce(applyTo, kept)
      cursor = events.at(-1)?.sequence ?? cursor
      assertSame(kept, await fetchAll(client), `seed ${seed}, after ${done.slice(-10).join(', ')}`)
    }
    const tally = Map.groupBy(done, (name) => name)
    assert.ok(tally.size > 15, `too little was done: ${[...tally.keys()].join(', ')}`)
  })
}

test('it is so after each type of event there is', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const [colleague, nobody] = [await clientOf(app, scene.agents[0]!), createClient({ baseUrl, fetch: askApp })]
  let kept = await fetchAll(client)
  let { cursor } = kept
  const types = new Set<string>()

  for (const { name, act } of everyEvent({ app, scene, client, colleague, nobody })) {
    await act()
    await settle(scene)
    const events = await eventsAfter(scene, cursor)
    for (const { type } of events) types.add(type)
    kept = events.reduce(applyTo, kept)
    cursor = events.at(-1)?.sequence ?? cursor
    assertSame(kept, await fetchAll(client), `after ${name}`)
  }
  assert.deepEqual(
    Object.keys(eventData).filter((type) => !types.has(type)),
    [],
    'a type of event that nothing here brings forth: see every-event.ts',
  )
})

test('the law holds, and the numbers have no gap, when many do things at once', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const before = await fetchAll(client)
  const performers = await Promise.all([1, 2, 3, 4].map((each) => actions(app, scene, client, randomFrom(each))))

  await Promise.all(
    performers.map(async (perform) => {
      for (let step = 0; step < 40; step += 1) await attempt(perform)
    }),
  )
  await settle(scene)

  const events = await eventsAfter(scene, 0)
  assert.ok(events.length > 80)
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    events.map((_, index) => index + 1),
  )
  assertSame(events.slice(before.cursor).reduce(applyTo, before), await fetchAll(client), 'when many do things at once')
})

async function askApp(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  return app.fetch(new Request(input, init))
}

// What the queues do may be told to customers, and what changes meanwhile has the queues looked at again.
async function settle({ workspaceId }: Scene): Promise<void> {
  let cursor = -1
  for (let before = -2; cursor !== before; ) {
    before = cursor
    await app.queues.settled()
    await app.expectations.settled()
    await app.expectations.sweep()
    cursor = await readCursor(app.database.db, workspaceId)
  }
}

function assertSame({ cursor: _, ...kept }: Known, { cursor: __, ...afresh }: Known, message: string): void {
  assert.deepEqual(kept, afresh, message)
}

/** What was done; a refusal is as good as an answer, and must have changed nothing. */
async function attempt(perform: () => Promise<string>): Promise<string> {
  try {
    return await perform()
  } catch (error) {
    if (error instanceof ApiError && error.problem.status < 500) return error.code
    if (error instanceof AppError && error.status < 500) return error.code
    throw error
  }
}

type Known = Readonly<{
  conversations: Record<string, Conversation>
  messages: Record<string, readonly Message[]>
  others: Record<string, object>
  cursor: number
}>

async function fetchAll(client: Client): Promise<Known> {
  const { cursor, workspace } = await client.call(getMe, {})
  const conversations: Conversation[] = []
  for (const view of ['all', 'snoozed', 'closed'] as const) {
    conversations.push(...(await client.call(listConversations, { query: { view, limit: 200 } })).data)
  }
  const messages: Record<string, readonly Message[]> = {}
  for (const { id } of conversations) {
    const { data, nextCursor } = await client.call(listMessages, { params: { id }, query: { limit: 200 } })
    assert.equal(nextCursor, null)
    messages[id] = data.toReversed()
  }
  const lists = await Promise.all([
    client.call(listContacts, { query: { limit: 200 } }),
    client.call(listMembers, {}),
    client.call(listTeams, {}),
    client.call(listSkills, {}),
    client.call(listChannels, {}),
    client.call(listFields, {}),
  ])
  const categories = await client.call(listClosingCategories, {})
  const notes = await Promise.all(lists[0].data.map(({ id }) => client.call(listContactNotes, { params: { id } })))
  const others: { id: string }[] = [
    workspace,
    ...lists.flatMap(({ data }) => data.map(withoutSecrets)),
    ...categories.data.filter(({ isDeleted }) => !isDeleted),
    ...notes.flatMap(({ data }) => data),
  ]
  return { conversations: byId(conversations), messages, others: byId(others), cursor }
}

const resources = [
  ...['contact', 'member', 'team', 'skill', 'channel', 'workspace'],
  ...['field', 'closingCategory', 'contactNote'],
]
const deletions: readonly string[] = [
  ...['team.deleted', 'skill.deleted', 'channel.deleted'],
  ...['field.deleted', 'closing_category.deleted', 'contact_note.deleted'],
]

function applyTo(known: Known, event: Event): Known {
  const conversations = { ...known.conversations }
  const others = { ...known.others }
  const messages = { ...known.messages }
  if (event.type === 'conversation.opened') {
    conversations[event.subjectId] = event.data.conversation
    messages[event.subjectId] = []
  }
  for (const [id, conversation] of Object.entries(conversations)) {
    conversations[id] = applyToConversation(conversation, event)
    messages[id] = applyToMessages(messages[id] ?? [], id, event)
  }
  const { data } = event
  for (const [id, other] of Object.entries(others)) {
    if ('tags' in other && Array.isArray(other.tags)) others[id] = { ...other, tags: tagsAfter(other.tags, event) }
  }
  for (const key of resources) {
    if (key in data) others[event.subjectId] = (data as unknown as Record<string, object>)[key]!
  }
  if (event.type === 'contact.merged') delete others[event.data.mergedId]
  if (deletions.includes(event.type)) delete others[event.subjectId]
  return { ...known, conversations, messages, others }
}

// The log is for all members to read, and secrets are for managers.
function withoutSecrets<T extends { id: string }>(resource: T): T {
  const secrets = ['identitySecret', 'webhookUrl', 'verifyToken']
  return Object.fromEntries(
    Object.entries(resource).map(([key, value]) => [key, secrets.includes(key) ? null : value]),
  ) as T
}

function byId<T extends { id: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.id, item]))
}

async function eventsAfter({ workspaceId }: Scene, after: number): Promise<Event[]> {
  return readEvents(app.database.db, { workspaceId, after, limit: 10_000 })
}

/** Mulberry32: numbers from 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
