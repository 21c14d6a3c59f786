import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Agent } from '../agent.ts'
import { Candidates } from '../candidates.ts'
import type { Seat } from '../seat.ts'
import type { Policy } from '../snapshot.ts'
import { anyAgents, anyWaiting, shuffled } from '../testing/arbitrary.ts'
import { now, roundRobinOnline } from '../testing/examples.ts'
import { type Strategy, strategies } from './list.ts'
import { comparePlaces, type Ranking } from './ranking.ts'

// What every strategy must keep, whatever it prefers. A new one is checked by standing in the list.
for (const [name, ranking] of Object.entries(strategies)) {
  if (ranking !== null) keepsContract(name, ranking)
}

function keepsContract(name: string, ranking: Ranking): void {
  test(`${name} ranks the same agents the same way in whatever order they are listed`, () => {
    const listedTwice = anyAgents.chain((agents) => fc.tuple(shuffled(agents), shuffled(agents)))

    fc.assert(
      fc.property(listedTwice, ([agents, others]) => {
        assert.deepEqual(ranked(agents), ranked(others))
      }),
    )
  })

  test(`${name} never answers with something that is not a number`, () => {
    fc.assert(
      fc.property(anyAgents, (agents) => {
        for (const seat of seated(agents)) assert.ok(seat.place.score < Infinity)
      }),
    )
  })

  test(`${name} never brings an agent forward for taking a conversation`, () => {
    fc.assert(
      fc.property(anyAgents, anyWaiting, (agents, waiting) => {
        const candidates = new Candidates({ now, policy: policyOf(name), agents }, ranking)

        for (const conversation of waiting) {
          for (const { id } of agents) {
            const seat = candidates.seatOf(id)!
            const before = seat.place

            candidates.assign(conversation, seat, conversation.weight !== 2)
            assert.ok(comparePlaces(seat.place, before) >= 0)
          }
        }
      }),
    )
  })

  function ranked(agents: readonly Agent[]): readonly string[] {
    return seated(agents)
      .map(({ place }) => place)
      .sort(comparePlaces)
      .map(({ agentId }) => agentId)
  }

  function seated(agents: readonly Agent[]): readonly Seat[] {
    const candidates = new Candidates({ now, policy: policyOf(name), agents }, ranking)

    return agents.map(({ id }) => candidates.seatOf(id)!)
  }
}

function policyOf(name: string): Policy {
  return { ...roundRobinOnline, strategy: isStrategy(name) ? name : 'manual' }
}

function isStrategy(name: string): name is Strategy {
  return name in strategies
}
