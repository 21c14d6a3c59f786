import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid } from '../conversations/examples.ts'
import { messageExample } from './examples.ts'
import { steadyChunks } from './steady-chunks.ts'
import { timelineOf } from './timeline.ts'

const messages = Array.from({ length: 600 }, (_, n) =>
  messageExample({ id: uuid(1000 + n), at: new Date(Date.UTC(2026, 0, 1, 0, 2 * n)).toISOString() }),
)
const itemsOf = (from: number, to: number) => timelineOf(messages.slice(from, to), [], { hasOlder: true })

test('a thread is cut into short chunks that lack nothing', () => {
  const items = itemsOf(0, 600)
  const chunks = steadyChunks(items, [])

  assert.deepEqual(
    chunks.flatMap((chunk) => chunk.items),
    items,
  )
  assert.ok(chunks.length > 20 && chunks.every((chunk) => chunk.items.length <= 40), `${chunks.length}`)
})

test('a new message changes the last chunk alone', () => {
  const before = steadyChunks(itemsOf(0, 599), [])
  const after = steadyChunks(itemsOf(0, 600), before)

  assert.ok(after.filter((chunk) => !before.includes(chunk)).length <= 2)
  assert.equal(after.filter((chunk) => before.includes(chunk)).length >= before.length - 1, true)
})

test('an older page leaves the chunks after it as they are', () => {
  const before = steadyChunks(itemsOf(300, 600), [])
  const after = steadyChunks(itemsOf(250, 600), before)

  assert.ok(before.filter((chunk) => !after.includes(chunk)).length <= 2)
})
