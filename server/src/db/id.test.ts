import assert from 'node:assert/strict'
import { test } from 'node:test'
import { id } from '@fairlead/sdk'
import { newId } from './id.ts'

test('ids are in the order of making, however many are made at once', () => {
  const ids = Array.from({ length: 50_000 }, newId)

  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.every((one) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(one)))
  assert.ok(id.safeParse(ids[0]).success)
})

test('an id begins with the time', () => {
  const made = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16)

  assert.ok(Math.abs(made - Date.now()) < 1000)
})
