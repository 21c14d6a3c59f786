import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { append, Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase, type TestDatabase } from '../db/testing.ts'
import { makeWorkspace } from '../setup/testing.ts'
import { quiet } from '../testing/app.ts'
import { LiveEvents } from './live.ts'
import { readCursor } from './log.ts'

let testDatabase: TestDatabase
let database: Database
let live: LiveEvents
/** Another process on the same database. */
let elsewhere: Database
let liveElsewhere: LiveEvents

before(async () => {
  testDatabase = await createTestDatabase()
  database = new Database(testDatabase.url)
  elsewhere = new Database(testDatabase.url)
  live = new LiveEvents(database, testDatabase.url, quiet)
  liveElsewhere = new LiveEvents(elsewhere, testDatabase.url, quiet)
  live.start()
  await setTimeout(200)
})
after(async () => {
  for (const each of [live, liveElsewhere]) await each.stop()
  for (const each of [database, elsewhere]) await each[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('gives what was missed and then what comes, without gap and without repetition', async () => {
  const { id } = await makeWorkspace(database)
  for (let each = 0; each < 3; each += 1) await write(database, id, 400)
  let isWriting = true
  const writing = [database, elsewhere, elsewhere].map(async (on) => {
    while (isWriting) await write(on, id, 3)
  })

  const readers = [0, 7, 600, 1200].map((cursor) => read(id, cursor, 2000))
  await setTimeout(150)
  readers.push(read(id, await readCursor(database.db, id), 2000))
  const got = await Promise.all(readers)
  isWriting = false
  await Promise.all(writing)

  for (const sequences of got) {
    assert.deepEqual(
      sequences,
      sequences.map((_, index) => sequences[0]! + index),
    )
  }
  assert.deepEqual(
    got.slice(0, 4).map(([first]) => first),
    [1, 8, 601, 1201],
  )
})

test('hears at once of what another process committed', async () => {
  const { id } = await makeWorkspace(database)
  const delays: number[] = []

  for (let each = 1; each <= 5; each += 1) {
    const heard = read(id, each - 1, each)
    await setTimeout(50)
    const at = performance.now()
    await write(elsewhere, id, 1)
    await heard
    delays.push(performance.now() - at)
  }

  // A look each second would take half a second in the middle.
  assert.ok(delays.toSorted((a, b) => a - b)[2]! < 250, delays.join())
})

test('tells nothing of other workspaces', async () => {
  const { id } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const abort = new AbortController()
  const reading = read(id, 0, 1, abort.signal)

  await write(database, other.id, 5)
  await setTimeout(200)
  abort.abort()

  assert.deepEqual(await reading, [])
})

test('drops a reader that is too slow; with its cursor it gets the rest', async () => {
  const { id } = await makeWorkspace(database)
  const reader = live.subscribe({ workspaceId: id, after: 0 }, new AbortController().signal)
  const first = reader.next()
  await setTimeout(50)
  await write(database, id, 1)
  const { value: begin } = await first

  for (let each = 0; each < 14; each += 1) {
    await write(database, id, 500)
    await setTimeout(50)
  }
  let { cursor } = begin!
  for await (const batch of reader) cursor = batch.cursor

  assert.ok(cursor < 2000, `read up to ${cursor}`)
  const rest = await read(id, cursor, 7001)
  assert.deepEqual([rest[0], rest.at(-1)], [cursor + 1, 7001])
})

test('ends when it is told to, whether something comes or not', async () => {
  const { id } = await makeWorkspace(database)
  await write(database, id, 1)
  const abort = new AbortController()
  const waiting = read(id, 1, 100, abort.signal)
  const before = read(id, 0, 100, AbortSignal.abort())
  await setTimeout(50)

  abort.abort()

  assert.deepEqual(await Promise.all([waiting, before]), [[], []])
})

test('ends every stream when it stops, also one that is about to begin', async () => {
  const { id } = await makeWorkspace(database)
  const stopping = new LiveEvents(database, testDatabase.url, quiet)
  stopping.start()
  const signal = new AbortController().signal
  const open = stopping.subscribe({ workspaceId: id, after: 0 }, signal).next()
  await setTimeout(50)
  const late = stopping.subscribe({ workspaceId: id, after: 0 }, signal).next()

  await stopping.stop()

  assert.deepEqual([(await open).done, (await late).done], [true, true])
  assert.equal((await stopping.subscribe({ workspaceId: id, after: 0 }, signal).next()).done, true)
})

async function write(on: Database, workspaceId: string, count: number): Promise<void> {
  await on.transact(async (tx) => {
    for (let each = 0; each < count; each += 1) {
      const id = newId()
      append(tx, {
        workspaceId,
        type: 'invitation.deleted',
        subjectId: id,
        actor: { type: 'system', id: null },
        data: { id },
      })
    }
  })
}

/** The numbers after the cursor, until `last` has come or the signal ends it. */
async function read(id: string, cursor: number, last: number, signal = AbortSignal.timeout(20_000)): Promise<number[]> {
  const sequences: number[] = []
  for await (const { events } of live.subscribe({ workspaceId: id, after: cursor }, signal)) {
    sequences.push(...events.map(({ sequence }) => sequence))
    if (sequences.at(-1)! >= last) break
  }
  return sequences
}
