import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shiftFor } from './bring-into-sight.ts'

const cases: readonly (readonly [what: string, from: number, length: number, shift: number])[] = [
  ['what is in sight stays', 0, 1000, 0],
  ['what is behind the end comes just in', 900, 200, -140],
  ['what is before the beginning comes just in', -100, 200, 140],
  ['what is larger than the room shows its beginning', 500, 2000, -460],
]

for (const [what, from, length, shift] of cases) {
  test(what, () => assert.equal(shiftFor(from, length, 1000), shift))
}
