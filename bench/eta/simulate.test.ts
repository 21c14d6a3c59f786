import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure } from './measure.ts'
import { type Scenario, scenarios } from './scenarios.ts'
import { simulate, type Wait } from './simulate.ts'

const day = 24 * 60
const plain: Scenario = {
  name: 'plain',
  about: '',
  slots: [4],
  shiftMinutes: day,
  arrivalsPerMinute: 0.16,
  patienceMinutes: null,
  handling: (random) => random.exponential(20),
}

test('waits as long as the formula of Erlang C says', () => {
  const waits = played(plain, 2000 * day)
  const meanWait = sum(waits.map(({ servedAt, sight }) => servedAt! - sight.now)) / waits.length

  // Of those who wait: the handling time over the slots that are free on average.
  assertWithin(meanWait, 20 / (4 - 3.2), 0.03)
})

test('as many leave as the formula of Erlang A says', () => {
  const waits = played({ ...plain, arrivalsPerMinute: 0.24, patienceMinutes: 20 }, 2000 * day)
  const left = waits.filter(({ leftAt }) => leftAt !== null).length

  // Patience as long as the handling: an infinite server queue, of which the first four are served. Poisson, mean 4.8.
  const probability = (n: number) => (Math.exp(-4.8) * 4.8 ** n) / factorial(n)
  const meanQueue = sum(Array.from({ length: 60 }, (_, n) => probability(n) * Math.max(0, n - 4)))
  assertWithin(left / (2000 * day), meanQueue / 20, 0.03)
})

test('nobody gets an agent before those who came earlier', () => {
  for (const scenario of scenarios) {
    const waits = played(scenario, 5 * day).filter(({ leftAt }) => leftAt === null)

    for (const [index, wait] of waits.slice(1).entries()) assert.ok(wait.sight.now > waits[index]!.sight.now)
  }
})

test('sees the last hour and nothing else', () => {
  for (const { sight } of played({ ...plain, slots: [4, 2] }, 30 * day)) {
    const { position, slotsInUse, busySlotMinutes, waitingMinutes, releases } = sight.queue

    assert.ok(position >= 1 && slotsInUse <= 4 && releases <= 60)
    assert.ok(busySlotMinutes >= 0 && busySlotMinutes <= 4 * 60 + 1e-6)
    assert.ok(waitingMinutes >= -1e-6)
  }
})

test('the same seed plays the same', () => {
  const figures = () => measure(scenarios[5]!, [7], 7, 3)

  assert.deepEqual(figures(), figures())
})

function played(scenario: Scenario, until: number): readonly Wait[] {
  const waits: Wait[] = []
  simulate(scenario, 1, until, { joined() {}, left() {}, served: (wait) => waits.push(wait) })
  return waits
}

function assertWithin(actual: number, expected: number, share: number): void {
  assert.ok(Math.abs(actual / expected - 1) < share, `${actual} instead of ${expected}`)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function factorial(n: number): number {
  return n === 0 ? 1 : n * factorial(n - 1)
}
