import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Seat, type Seated } from './seat.ts'
import { Shortlist } from './shortlist.ts'
import { SortedPlaces } from './sorted-places.ts'
import { strategies } from './strategies/list.ts'
import { comparePlaces } from './strategies/ranking.ts'
import { exampleAgent, exampleWaiting, now, roundRobinOnline } from './testing/examples.ts'

const nobody: ReadonlySet<Seat> = new Set()

test('shows the best first, whoever falls back or leaves in between', () => {
  const anyLoads = fc.array(fc.nat({ max: 9 }), { maxLength: 300 })
  // Each step lets one of the first fall back by so much, or leave.
  const anySteps = fc.array(fc.record({ who: fc.nat({ max: 7 }), by: fc.option(fc.nat({ max: 9 })) }), {
    maxLength: 200,
  })

  fc.assert(
    fc.property(anyLoads, anySteps, (loads, steps) => {
      let model = seatsWith(loads)
      const places = new SortedPlaces(model.map(({ place }) => place).sort(comparePlaces))

      for (const { who, by } of steps) {
        const inOrder = model.map(({ place }) => place).sort(comparePlaces)
        const passedOver = new Set(inOrder.slice(1, 2).map(({ seat }) => seat))
        const wanted = inOrder.filter(({ seat }) => !passedOver.has(seat))

        assert.deepEqual(
          bestOf(places, 6, passedOver),
          wanted.slice(0, 6).map(({ agentId }) => agentId),
        )
        const seat = inOrder[who]?.seat
        if (seat === undefined) continue
        if (by === null) {
          seat.exclusion = 'paced'
          model = model.filter((each) => each !== seat)
        } else {
          fallBack(seat, by)
        }
      }
    }),
    { numRuns: 100 },
  )
})

// Counted, not timed: a slow machine must not fail this, a lost order must.
test('puts a place among ten thousand with a few dozen comparisons, not with a look at everybody', () => {
  let reads = 0
  const seats = seatsWith(Array.from({ length: 10_000 }, (_, index) => index % 7))
  const places = new SortedPlaces(seats.map(({ place }) => place).sort(comparePlaces))

  for (let round = 0; round < 1000; round += 1) {
    const shortlist = new Shortlist()
    places.best(shortlist, 6, ({ seat }) => seat.place, nobody)
    const { seat } = shortlist.at(0)!
    fallBack(seat, 3)
    const { tier, ...place } = seat.place
    seat.place = {
      ...place,
      get tier() {
        reads += 1
        return tier
      },
    }
  }
  assert.ok(reads < 1000 * 100, `${reads} reads`)
})

function bestOf(places: SortedPlaces, count: number, passedOver: ReadonlySet<Seat>): readonly string[] {
  const shortlist = new Shortlist()

  places.best(shortlist, count, ({ seat }: Seated) => (seat.exclusion === null ? seat.place : null), passedOver)
  return shortlist.standings(0, count).map(({ agentId }) => agentId)
}

function seatsWith(loads: readonly number[]): Seat[] {
  return loads.map(
    (load, index) => new Seat(exampleAgent(`a${index}`, { load }), strategies.least_open, roundRobinOnline, now),
  )
}

function fallBack(seat: Seat, weight: number): void {
  const assignedAt = (seat.lastAssignedAt ?? now) + 1

  seat.takeOn(exampleWaiting('c', { weight }), { assignedAt, weightedTurnAfter: 0, nextTurn: 0 })
}
