/** Who looks at a conversation, told between two processes on one database. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Client, createClient, deleteViewing, type Event, putViewing, type Signal } from '@fairlead/sdk'
import { sql } from 'kysely'
import { readCursor } from '../events/log.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { apiKeyOf, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { forgetViewers } from '../viewers/view.ts'
import { isProblem } from './testing.ts'

let here: TestApp
let elsewhere: TestApp
let scene: Scene
let id: string
let url: string
let ana: Client
let ben: Client
const done = new AbortController()

before(async () => {
  here = await openApp()
  elsewhere = await openApp({ databaseUrl: here.databaseUrl })
  scene = await setScene(here.database, { presence: 'offline' })
  await bring(scene, inboundMessage())
  ;({ id } = await onlyConversation(scene))
  url = await urlOf(here)
  ana = await clientAt(url, 0)
  ben = await clientAt(await urlOf(elsewhere), 1)
})
after(async () => {
  done.abort()
  await elsewhere[Symbol.asyncDispose]()
  await here[Symbol.asyncDispose]()
})

test('a member of another process hears who comes, writes, and goes; the log hears nothing', async () => {
  const cursor = await readCursor(here.database.db, scene.workspaceId)
  const heard = await listen(ana, cursor)
  const [anaId, benId] = scene.agents.map(({ memberId }) => memberId)

  await ana.call(putViewing, { params: { id }, body: {} })
  const { viewers } = await ben.call(putViewing, { params: { id }, body: { isTyping: false } })
  assert.deepEqual(new Set(viewers.map(({ memberId }) => memberId)), new Set([anaId, benId]))
  await ben.call(putViewing, { params: { id }, body: { isTyping: false } })
  await ben.call(putViewing, { params: { id }, body: { isTyping: true } })
  await ben.call(deleteViewing, { params: { id } })
  await ben.call(deleteViewing, { params: { id } })

  await until(() => heard.signals.length >= 4)
  // What was so before may be told again: a minute may have begun.
  const news = heard.signals.filter((signal, index) => !isDeepStrictEqual(signal, heard.signals[index - 1]))
  assert.deepEqual(
    news.map(({ viewers }) => viewers.map(({ memberId, isTyping }) => [memberId === anaId, isTyping])),
    [
      [[true, false]],
      anaId! < benId!
        ? [
            [true, false],
            [false, false],
          ]
        : [
            [false, false],
            [true, false],
          ],
      [
        [false, true],
        [true, false],
      ],
      [[true, false]],
    ],
  )
  assert.deepEqual(heard.events, [])
  assert.equal(await readCursor(here.database.db, scene.workspaceId), cursor)
})

test('whoever goes without a word is forgotten, and the others are told', async () => {
  await ben.call(putViewing, { params: { id }, body: { isTyping: true } })
  await ana.call(deleteViewing, { params: { id } })
  const heard = await listen(ana, await readCursor(here.database.db, scene.workspaceId))
  await here.database.db
    .updateTable('conversation_viewer')
    .set({ until: new Date(Date.now() - 60_000) })
    .execute()

  await forgetViewers(here.database)

  await until(() => heard.signals.at(-1)?.viewers.length === 0)
  assert.deepEqual(heard.signals.at(-1), { type: 'viewers', conversationId: id, viewers: [] })
})

test('whoever stays is told of again in the next minute', async () => {
  await ben.call(putViewing, { params: { id }, body: {} })
  const heard = await listen(ana, await readCursor(here.database.db, scene.workspaceId))
  await here.database.db
    .updateTable('conversation_viewer')
    .set({
      until: sql<Date>`date_trunc('minute', clock_timestamp() + interval '30 seconds') - interval '1 millisecond'`,
    })
    .execute()

  await ben.call(putViewing, { params: { id }, body: {} })

  await until(() => heard.signals.length > 0)
  assert.equal(heard.signals[0]!.viewers.length, 1)
  await ben.call(deleteViewing, { params: { id } })
})

test('of many who come and go at once, what is told last is so', async () => {
  const heard = await listen(ana, await readCursor(here.database.db, scene.workspaceId))
  for (let round = 1; round <= 10; round += 1) {
    await Promise.all([ana, ben].map((client) => client.call(putViewing, { params: { id }, body: {} })))
    await Promise.all([ana, ben].map((client) => client.call(deleteViewing, { params: { id } })))
    await until(() => heard.signals.length >= round * 4 && heard.signals.at(-1)?.viewers.length === 0)
  }
})

test('a reader that does not ask for signals gets none', async () => {
  const texts: string[] = []
  const key = await apiKeyOf(scene, scene.owner)
  const response = await fetch(`${url}/api/v1/events`, {
    headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
    signal: done.signal,
  })
  const reading = (async () => {
    for await (const text of response.body!.pipeThrough(new TextDecoderStream())) texts.push(text)
  })().catch(() => undefined)
  const heard = await listen(ana, await readCursor(here.database.db, scene.workspaceId))
  await ben.call(putViewing, { params: { id }, body: { isTyping: true } })
  await until(() => heard.signals.length > 0)

  assert.doesNotMatch(texts.join(''), /signal/)
  done.abort()
  await reading
})

test('what is not there cannot be looked at', async () => {
  const nowhere = '00000000-0000-7000-8000-000000000000'
  await assert.rejects(ana.call(putViewing, { params: { id: nowhere }, body: {} }), isProblem('not_found'))
})

async function urlOf(app: TestApp): Promise<string> {
  const { port } = await app.start()
  return `http://127.0.0.1:${port}`
}

async function clientAt(baseUrl: string, agent: number): Promise<Client> {
  return createClient({ baseUrl, apiKey: await apiKeyOf(scene, scene.agents[agent]!) })
}

async function listen(client: Client, cursor: number) {
  const signals: Signal[] = []
  const events: Event[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const read = async () => {
    const following = client.events({
      after: cursor,
      signal: done.signal,
      onSignal: (signal) => signals.push(signal),
    })
    for await (const event of following) {
      if (event === 'open') resolve()
      else events.push(event)
    }
  }
  void read().catch(() => undefined)
  await promise
  await setTimeout(100)
  return { signals, events }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    assert.ok(tries < 300, 'waited for nothing')
    await setTimeout(20)
  }
}
