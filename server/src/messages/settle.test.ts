/** What becomes of a message whose answer is in doubt, by what its provider can do. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Failure } from '../channels/channel.ts'
import { connectChannel } from '../channels/connect.ts'
import { receive } from '../conversations/receive.ts'
import { reply } from '../conversations/reply.ts'
import { openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { makeProviders } from '../testing/providers.ts'
import { type Scene, secrets, setScene } from '../testing/scene.ts'
import { deliverConversation } from './deliver.ts'
import { loadOutbound } from './outbound.ts'
import { beginAnswer, usual } from './testing.ts'

let app: TestApp
let scene: Scene
let talk: Awaited<ReturnType<typeof beginAnswer>>

before(async () => {
  app = await openApp()
})
beforeEach(async () => {
  scene = await setScene(app.database)
  talk = await beginAnswer(scene)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

const doubt = { kind: 'unknown', detail: 'made to be in doubt' } as const
const later: Failure = {
  ...{ kind: 'failure', code: 'provider_down', detail: 'made to fail', retry: 'later' },
  ...{ retryAfterMs: null, isChannelBroken: false },
}

test('waits for a receipt where one may come', async () => {
  const id = await talk.send('Hello')

  assert.equal(await talk.answer(id, doubt), false)

  assert.deepEqual(await talk.written(), ['Hello sending null'])
})

test('is unknown at once where none ever comes, and the next goes on', async () => {
  const id = await talk.send('Hello')

  assert.equal(await talk.answer(id, doubt, { ...usual, receiptWaitMs: 0 }), true)

  assert.deepEqual(await talk.written(), ['Hello unknown null'])
})

test('is tried again where the provider knows it by our id, and unknown when its tries are over', async () => {
  const repeatable = { ...usual, isRepeatable: true }
  const id = await talk.send('Hello')

  for (let tries = 1; tries <= 8; tries += 1) {
    assert.equal(await talk.answer(id, doubt, repeatable), false)
    assert.deepEqual(await talk.written(), ['Hello pending null'])
    await talk.begin(id)
  }
  assert.equal(await talk.answer(id, doubt, repeatable), true)

  assert.deepEqual(await talk.written(), ['Hello unknown null'])
})

test('remembers that it may have arrived, whatever a later try brings', async () => {
  const repeatable = { ...usual, isRepeatable: true }
  const id = await talk.send('Hello')
  await talk.answer(id, doubt, repeatable)
  await talk.begin(id)
  await talk.answer(id, later, repeatable)

  const isHello = (message: Readonly<{ id: string }>) => message.id === id
  const [pending] = (await talk.shown()).filter(isHello)
  assert.deepEqual([pending?.state, pending?.error?.code], ['pending', 'unknown'])

  await talk.begin(id)
  await talk.answer(id, { kind: 'sent', providerId: 'wamid.hello' }, repeatable)
  const [sent] = (await talk.shown()).filter(isHello)
  assert.deepEqual([sent?.state, sent?.error], ['sent', null])
})

test('has hours where the provider is known to be away as long', async () => {
  const id = await talk.send('Hello')
  let waits = 0
  for (; !(await talk.answer(id, later, { ...usual, patience: 'hours' })); waits += 1) await talk.begin(id)

  assert.equal(waits, 12)
  assert.deepEqual(await talk.written(), ['Hello failed null'])
})

test('echoes and marks are looked for where they come, and nowhere else', async () => {
  const statements = await heard(async () => {
    for (const [providerId, receives, hasMarks] of [
      ['p1', ['delivered'], false],
      ['p2', ['echo'], false],
      ['p3', ['read'], true],
    ] as const) {
      const id = await talk.send('Hello')
      await talk.answer(id, { kind: 'sent', providerId }, { ...usual, receives, hasMarks })
    }
  })

  assert.deepEqual(statements, ['message.find-double', 'message.find-marks'])
  assert.deepEqual(await talk.written(), ['Hello sent p1', 'Hello sent p2', 'Hello sent p3'])
})

test('what the provider wants back is kept, of what came in and of what went out', async () => {
  const id = await talk.send('Hello')
  await talk.answer(id, { kind: 'sent', providerId: 'p1', data: { quoteToken: 'q1' } })
  const event = inboundMessage({ providerId: 'p2', data: { replyToken: 'r1' } })
  await app.database.transact((tx) => receive(tx, [{ ...scene.whatsapp, events: [event] }]))
  const author = scene.agents[0]!
  const [answer] = await app.database.transact((tx) =>
    reply(tx, {
      ...{ workspaceId: scene.workspaceId, id: talk.conversationId, author, text: 'Yes', attachmentIds: [] },
      replyToId: id,
    }),
  )

  const row = await app.database.db
    .selectFrom('message')
    .selectAll()
    .where('id', '=', answer!.id)
    .executeTakeFirstOrThrow()
  const outbound = await loadOutbound(app.database.db, row)

  assert.deepEqual(outbound?.replyTo, { providerId: 'p1', data: { quoteToken: 'q1' } })
  assert.deepEqual([outbound?.last?.providerId, outbound?.last?.data], ['p2', { replyToken: 'r1' }])
})

test('cut off by a crash, it is sent again by its id where that is harmless, and never elsewhere', async () => {
  for (const [type, state] of [
    ['api', 'pending'],
    ['telegram', 'unknown'],
  ] as const) {
    const { conversationId, messageId } = await writeOn(type)
    await sql`UPDATE message SET state = 'sending', tries = 1, sending_since = now() - interval '2 minutes'
      WHERE id = ${messageId}`.execute(app.database.db)

    await deliver(conversationId)

    assert.equal(await stateOf(messageId), state, type)
  }
})

test('whoever may still be sending it is left alone', async () => {
  const { conversationId, messageId } = await writeOn('api')
  await sql`UPDATE message SET state = 'sending', tries = 1, sending_since = now() WHERE id = ${messageId}`.execute(
    app.database.db,
  )

  await deliver(conversationId)

  assert.equal(await stateOf(messageId), 'sending')
})

/** Which of the statements that look for what came before were sent meanwhile. */
async function heard(work: () => Promise<void>): Promise<string[]> {
  const { pool } = app.database
  const statements: string[] = []
  const listened = new Set<pg.PoolClient>()
  const listen = (client: pg.PoolClient) => {
    if (listened.has(client)) return
    listened.add(client)
    const query = client.query.bind(client)
    Reflect.set(client, 'query', (...given: readonly unknown[]) => {
      const name = /message\.find-(?:double|marks)/.exec(String(given[0]))?.[0]
      if (name !== undefined) statements.push(name)
      return Reflect.apply(query, client, given)
    })
  }
  pool.on('acquire', listen)
  await work()
  pool.off('acquire', listen)
  for (const client of listened) Reflect.deleteProperty(client, 'query')
  return statements
}

function deliver(id: string): Promise<void> {
  const { workspaceId } = scene
  return deliverConversation(app.database, makeProviders(app.dataDir), quiet, { workspaceId, id })
}

async function stateOf(id: string): Promise<string> {
  const { db } = app.database
  return (await db.selectFrom('message').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
}

/** An answer to somebody who wrote on a channel of that type. */
async function writeOn(type: 'api' | 'telegram') {
  const { workspaceId } = scene
  const context = { workspaceId, actor: { type: 'system', id: null }, secrets, publicUrl: '' } as const
  const given = { name: type, teamId: null }
  const channel = await app.database.transact((tx) =>
    type === 'api'
      ? connectChannel(tx, context, { type, ...given, settings: { url: 'http://127.0.0.1:9/' }, secrets: {} })
      : connectChannel(tx, context, {
          ...{ type, ...given, settings: { botId: '1', botUsername: '' } },
          secrets: { botToken: '7000000001:AAexampleexampleexampleexampleexample' },
        }),
  )
  const place = { workspaceId, channelId: channel.id }
  await app.database.transact((tx) => receive(tx, [{ ...place, events: [inboundMessage()] }]))
  const { id } = await app.database.db
    .selectFrom('conversation')
    .select('id')
    .where('channel_id', '=', channel.id)
    .executeTakeFirstOrThrow()
  const author = scene.agents[0]!
  const [message] = await app.database.transact((tx) =>
    reply(tx, { workspaceId, id, author, text: 'Hello', attachmentIds: [] }),
  )
  return { conversationId: id, messageId: message!.id }
}
