import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mutations } from './mutate.ts'
import { Chance } from './random.ts'

const body = new TextEncoder().encode('{"a":{"b":[1,{"c":"[{}]"}]},"d":"x"}')

test('whatever is made of a body can be written down', () => {
  const mutate = mutations(body, new Chance(1))
  for (let each = 0; each < 50_000; each += 1) assert.doesNotThrow(mutate)
})

test('the same seed makes the same mutations, whatever was made before', () => {
  const first = manyOf(7)
  for (const seed of [1, 2, 3]) manyOf(seed)
  assert.deepEqual(manyOf(7), first)
})

function manyOf(seed: number): readonly string[] {
  const mutate = mutations(body, new Chance(seed))
  return Array.from({ length: 5_000 }, () => new TextDecoder().decode(mutate()))
}
