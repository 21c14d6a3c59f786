import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from '../scripts/demo/random.ts'
import { faultKinds, planStorms } from './plan.ts'

const threeMinutes = 180_000

test('the same seed brings the same faults, and another one others', () => {
  assert.deepEqual(planStorms(new Random(7), threeMinutes), planStorms(new Random(7), threeMinutes))
  assert.notDeepEqual(planStorms(new Random(7), threeMinutes), planStorms(new Random(8), threeMinutes))
})

test('three minutes have hundreds of faults, of every kind but perhaps the rarest, with quiet in between', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const storms = planStorms(new Random(seed), threeMinutes)
    const faults = storms.flatMap((storm) => storm.faults)
    assert.ok(faults.length > 250, `seed ${seed}: ${faults.length}`)
    assert.ok(new Set(faults.map(({ kind }) => kind)).size >= faultKinds.length - 3, `seed ${seed}`)
    assert.ok(storms.length > 10 && storms.every(({ quietMs }) => quietMs >= 3000))
  }
})
