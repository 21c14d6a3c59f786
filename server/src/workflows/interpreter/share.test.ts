import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shareOf } from './share.ts'

const parts = [
  { id: 'a', percent: 20 },
  { id: 'b', percent: 0 },
  { id: 'c', percent: 80 },
]
const seeds = Array.from(
  { length: 20_000 },
  (_, index) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')} ab`,
)

test('shares come out as they are given, and nothing falls to a part without one', () => {
  const counts = Map.groupBy(seeds, (seed) => shareOf(parts, seed)?.id)
  assert.equal(counts.get('b'), undefined)
  assert.ok(Math.abs((counts.get('a')?.length ?? 0) / seeds.length - 0.2) < 0.01)
})

test('the same seed always goes the same way, and two splits divide independently', () => {
  const halves = [{ percent: 50 }, { percent: 50 }]
  const isFirst = (seed: string) => shareOf(halves, seed) === halves[0]
  const ways = () => seeds.map((seed) => shareOf(parts, seed)?.id)
  assert.deepEqual(ways(), ways())
  const both = seeds.filter((seed) => isFirst(seed) && isFirst(`${seed}2`))
  assert.ok(Math.abs(both.length / seeds.length - 0.25) < 0.02)
})

test('shares that are not a hundred, or none, still give a way to go', () => {
  assert.equal(shareOf([{ percent: 0 }, { percent: 3 }], 'x')?.percent, 3)
  const none = [{ percent: 0 }, { percent: 0 }]
  assert.equal(shareOf(none, 'x'), none[0])
  assert.equal(shareOf([], 'x'), null)
})
