import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append } from '../db/database.ts'
import { openApp, quiet, type TestApp } from '../testing/app.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { readCursor } from './log.ts'
import { type LogReader, LogReaders } from './log-readers.ts'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  scene = await setScene(app.database)
})

test('each event is read once and in order, by however many processes', async () => {
  const seen: number[] = []
  const reader = readerOf(scene, (event) => void seen.push(event.sequence))
  const several = [1, 2, 3].map(() => new LogReaders(app.database, [reader], quiet))
  await several[0]!.settled()
  seen.length = 0
  const from = await readCursor(app.database.db, scene.workspaceId)

  await Promise.all(Array.from({ length: 450 }, () => rename(scene)))
  await Promise.all(several.map((each) => each.settled()))

  assert.deepEqual(
    seen,
    Array.from({ length: 450 }, (_, index) => from + 1 + index),
  )
})

test('what a page did is undone with it, and an event that cannot be worked on holds up no other', async () => {
  let bad = -1
  const readers = new LogReaders(
    app.database,
    [
      readerOf(scene, async ({ sequence }, tx) => {
        await sql`INSERT INTO idempotent_answer (workspace_id, member_id, key, request_hash, status)
          VALUES (${scene.workspaceId}, ${scene.workspaceId}, ${keyOf(sequence)}, '', 200)`.execute(tx)
        if (sequence === bad) throw new Error('it cannot be worked on')
      }),
    ],
    quiet,
  )
  await readers.settled()
  bad = (await readCursor(app.database.db, scene.workspaceId)) + 2
  for (let count = 0; count < 4; count += 1) await rename(scene)
  await readers.settled()

  const { rows } = await sql<{ key: string }>`
    SELECT key FROM idempotent_answer WHERE workspace_id = ${scene.workspaceId} AND key >= ${keyOf(bad - 1)}
    ORDER BY key`.execute(app.database.db)
  assert.deepEqual(
    rows.map(({ key }) => key),
    [bad - 1, bad + 1, bad + 2].map(keyOf),
  )
})

test('who begins now reads nothing of what was before', async () => {
  await rename(scene)
  const seen: number[] = []
  const readers = new LogReaders(
    app.database,
    [{ ...readerOf(scene, ({ sequence }) => void seen.push(sequence)), from: 'now' }],
    quiet,
  )
  await readers.settled()
  assert.deepEqual(seen, [])
  await rename(scene)
  await readers.settled()
  assert.equal(seen.length, 1)
})

const keyOf = (sequence: number) => `seen ${String(sequence).padStart(6, '0')}`

let count = 0

function readerOf(
  { workspaceId }: Scene,
  take: (event: Event, tx: Parameters<LogReader['read']>[0]) => void | Promise<void>,
): LogReader {
  count += 1
  return {
    name: `example ${count}`,
    from: 'beginning',
    async read(tx, of, events) {
      if (of === workspaceId) for (const event of events) await take(event, tx)
    },
  }
}

async function rename({ database, workspaceId }: Scene): Promise<void> {
  await database.transact(async (tx) => {
    append(tx, {
      workspaceId,
      type: 'skill.deleted',
      subjectId: workspaceId,
      actor: { type: 'system', id: null },
      data: { id: workspaceId },
    })
  })
}
