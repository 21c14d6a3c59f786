/** Streams over real connections: a port, sockets, readers that stop reading, a server that stops. */
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { createClient } from '@fairlead/sdk'
import { pino } from 'pino'
import { append } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { readCursor } from '../events/log.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { apiKeyOf, type Scene, setScene } from '../testing/scene.ts'

let app: TestApp
let port: number
let scene: Scene
let key: string
let sockets: Socket[]

const lines: Record<string, unknown>[] = []
const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) })

beforeEach(async () => {
  app = await openApp({}, log)
  ;({ port } = await app.start())
  scene = await setScene(app.database)
  key = await apiKeyOf(scene, scene.owner)
  sockets = []
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await app[Symbol.asyncDispose]()
})

test('a stream over a connection tells everything, in order, once', async () => {
  const after = await readCursor(app.database.db, scene.workspaceId)
  const streams = await Promise.all(Array.from({ length: 20 }, () => open(after)))

  for (let each = 0; each < 40; each += 1) await write(5)

  for (const stream of streams) assert.deepEqual(await stream.heard(200), range(after + 1, after + 200))
})

test('what another process commits is told as well', async () => {
  const other = await openAppOn(app)
  try {
    const after = await readCursor(app.database.db, scene.workspaceId)
    const stream = await open(after)
    await Promise.all([write(30), write(30, other), write(30), write(30, other)])

    assert.deepEqual(await stream.heard(120), range(after + 1, after + 120))
  } finally {
    await other[Symbol.asyncDispose]()
  }
})

test('whoever stops reading is let go, others are not kept waiting, and the cursor brings the rest', async () => {
  const after = await readCursor(app.database.db, scene.workspaceId)
  const slow = await open(after)
  const good = await open(after)
  slow.socket.pause()

  // More than a connection takes by itself, and more events than are kept.
  for (let each = 0; each < 30; each += 1) {
    await write(200, app, 'x'.repeat(4000))
    await good.heard((each + 1) * 200)
  }
  await setTimeout(200)
  slow.socket.resume()
  await slow.closed

  assert.deepEqual(await good.heard(6000), range(after + 1, after + 6000))
  const heard = slow.sequences
  assert.deepEqual(heard, range(after + 1, after + heard.length))
  assert.ok(heard.length < 6000, `${heard.length} heard`)
  const said = lines.find(({ msg }) => String(msg).includes('too slow'))
  assert.equal(said?.memberId, scene.owner.memberId)
  assert.ok(Number(said.behind) > 1500 && Number(said.waitingBytes) < 2 * 256 * 1024, JSON.stringify(said))
  const again = await open(after + heard.length)
  assert.deepEqual(await again.heard(6000 - heard.length), range(after + heard.length + 1, after + 6000))
})

test('whoever reads slowly, but does, gets everything', async () => {
  const after = await readCursor(app.database.db, scene.workspaceId)
  const slow = await open(after)
  for (let each = 0; each < 15; each += 1) {
    slow.socket.pause()
    await write(100, app, 'x'.repeat(4000))
    slow.socket.resume()
    await setTimeout(20)
  }

  assert.deepEqual(await slow.heard(1500), range(after + 1, after + 1500))
})

test('a mass reconnect does not ask the log for each', async () => {
  const after = await readCursor(app.database.db, scene.workspaceId)
  const first = await open(after)
  for (let each = 0; each < 10; each += 1) await write(50)
  await first.heard(500)
  const reads = countReads()

  const streams = await Promise.all(Array.from({ length: 60 }, (_, index) => open(after + index)))
  for (const [index, stream] of streams.entries()) {
    assert.deepEqual(await stream.heard(500 - index), range(after + index + 1, after + 500))
  }

  assert.ok(reads.count < 5, `${reads.count} reads`)
})

test('after a restart, those who come back share the reading', async () => {
  const after = await readCursor(app.database.db, scene.workspaceId)
  for (let each = 0; each < 24; each += 1) await write(50)
  const reads = countReads()

  const streams = await Promise.all(Array.from({ length: 60 }, (_, index) => open(after + index)))
  for (const [index, stream] of streams.entries()) {
    assert.deepEqual(await stream.heard(1200 - index), range(after + index + 1, after + 1200))
  }

  assert.ok(reads.count <= 20, `${reads.count} reads`)
})

test('with a filter, only what was asked for comes, and what was kept back is not lost to others', async () => {
  const after = await readCursor(app.database.db, scene.workspaceId)
  const [some, all] = [await open(after, '?noun=team'), await open(after)]
  await write(20)
  const subject = newId()
  await app.database.transact(async (tx) =>
    append(tx, {
      workspaceId: scene.workspaceId,
      type: 'team.deleted',
      subjectId: subject,
      actor: { type: 'system', id: null },
      data: { id: subject },
    }),
  )
  await write(20)

  assert.deepEqual(await all.heard(41), range(after + 1, after + 41))
  assert.deepEqual(await some.heard(1), [after + 21])
  const resumed = await open(after, `?noun=team&subjectId=${subject}`)
  assert.deepEqual(await resumed.heard(1), [after + 21])
  const ofSeveral = await open(after, `?noun=member,team&subjectId=${subject}`)
  assert.deepEqual(await ofSeveral.heard(1), [after + 21])
  const ofEither = await open(after, '?noun=rating,team')
  assert.deepEqual(await ofEither.heard(1), [after + 21])
})

test('a server that ends has its readers come back one after the other', async () => {
  const streams = await Promise.all(Array.from({ length: 10 }, () => open(0)))
  const waits: number[] = []
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: key })
  const reading = (async () => {
    const signal = AbortSignal.timeout(20_000)
    for await (const _ of client.events({ after: 0, signal, onRetry: (ms) => waits.push(ms) }));
  })()
  await setTimeout(200)

  await app.stop()

  await reading
  for (const { closed } of streams) await closed
  const told = streams.flatMap(({ text }) => /retry: (\d+)\n\n$/.exec(text())?.[1] ?? [])
  assert.deepEqual([told.length, waits.length], [10, 1])
  for (const ms of [...told.map(Number), ...waits]) assert.ok(ms >= 500 && ms <= 1000, `${ms}`)
})

test('a cursor from before what is kept is refused', async () => {
  const { db } = app.database
  const newest = await readCursor(db, scene.workspaceId)
  await db.updateTable('event_sequence').set({ dropped: 3 }).where('workspace_id', '=', scene.workspaceId).execute()
  const ask = async (after: number) => {
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' }
    const { status, body } = await fetch(`http://127.0.0.1:${port}/api/v1/events?after=${after}`, { headers })
    await body?.cancel()
    return status
  }

  assert.deepEqual(await Promise.all([2, 3, newest, newest + 1].map(ask)), [410, 200, 200, 410])
})

test('a reader whose next event is gone is not led past the gap', async () => {
  const after = await readCursor(app.database.db, scene.workspaceId)
  await write(10)
  await app.database.db
    .deleteFrom('event')
    .where('workspace_id', '=', scene.workspaceId)
    .where('sequence', '=', String(after + 1))
    .execute()

  const stream = await open(after)
  await stream.closed

  assert.deepEqual(stream.sequences, [])
})

test('streams are counted, also when the connection breaks', async () => {
  const streams = await Promise.all(Array.from({ length: 5 }, () => open(0)))
  assert.equal(await openStreams(), 5)

  for (const { socket } of streams.slice(0, 3)) socket.destroy()
  await setTimeout(200)

  assert.equal(await openStreams(), 2)
})

async function openStreams(): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^fairlead_streams(?:\{[^}]*\})? (\d+)$/m.exec(metrics)?.[1])
}

async function write(count: number, on: TestApp = app, name = ''): Promise<void> {
  await on.database.transact(async (tx) => {
    for (let each = 0; each < count; each += 1) {
      const id = newId()
      append(tx, {
        workspaceId: scene.workspaceId,
        type: 'skill.created',
        subjectId: id,
        actor: { type: 'system', id: null },
        data: { skill: { id, name, language: null } },
      })
    }
  })
}

async function open(after: number, query = '') {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let text = ''
  let rest = ''
  const sequences: number[] = []
  let isOpen = false
  socket.on('data', (chunk: Buffer) => {
    const got = chunk.toString('latin1')
    text = (text + got).slice(-2000)
    isOpen ||= got.includes(': open')
    const parts = (rest + got).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const id = /^id: (\d+)$/m.exec(part)?.[1]
      if (id !== undefined) sequences.push(Number(id))
    }
  })
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.write(
    `GET /api/v1/events${query} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n` +
      `Accept: text/event-stream\r\nLast-Event-ID: ${after}\r\n\r\n`,
  )
  const until = async (isEnough: () => boolean) => {
    const signal = AbortSignal.timeout(15_000)
    while (!isEnough()) {
      if (signal.aborted) throw new Error(`heard ${sequences.length}, up to ${sequences.at(-1)}`)
      await setTimeout(10)
    }
  }
  await until(() => isOpen)
  return {
    socket,
    closed,
    sequences,
    text: () => text,
    heard: async (count: number) => {
      await until(() => sequences.length >= count)
      return sequences.slice(0, count)
    },
  }
}

/** Counts how often the log is read from now on. */
function countReads(): { count: number } {
  const reads = { count: 0 }
  const { pool } = app.database
  pool.on('acquire', (client) => {
    const { query } = client
    if ('isCounted' in client) return
    Object.assign(client, {
      isCounted: true,
      query: (...given: Parameters<typeof query>) => {
        const [asked] = given as unknown as [string | { text?: string }]
        const sql = typeof asked === 'string' ? asked : (asked.text ?? '')
        if (/select .* from "event" where/.test(sql)) reads.count += 1
        return query.apply(client, given)
      },
    })
  })
  return reads
}

async function openAppOn({ databaseUrl }: TestApp): Promise<TestApp> {
  return openApp({ databaseUrl })
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
