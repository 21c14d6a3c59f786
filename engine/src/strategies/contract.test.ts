import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Agent } from '../agent.ts'
import { takeOn } from '../take-on.ts'
import { anyAgents, anyWaiting, shuffled } from '../testing/arbitrary.ts'
import { strategies } from './list.ts'
import { compareRanked, type Ranking } from './ranking.ts'

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
        for (const a of agents) {
          for (const b of agents) {
            assert.ok(!Number.isNaN(ranking.compare(a, b)))
            assert.equal(Math.sign(ranking.compare(a, b)) + Math.sign(ranking.compare(b, a)), 0)
          }
        }
      }),
    )
  })

  test(`${name} never brings an agent forward for taking a conversation`, () => {
    fc.assert(
      fc.property(anyAgents, anyWaiting, (agents, waiting) => {
        const nextTurn = 1 + Math.max(0, ...agents.map(({ lastAssignedAt }) => lastAssignedAt ?? 0))

        for (const agent of agents) {
          for (const conversation of waiting) {
            assert.ok(compareRanked(ranking, takeOn(agent, conversation, nextTurn), agent) >= 0)
          }
        }
      }),
    )
  })

  function ranked(agents: readonly Agent[]): readonly string[] {
    return agents.toSorted((a, b) => compareRanked(ranking, a, b)).map(({ id }) => id)
  }
}
