import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Agent } from '../agent.ts'
import { decide } from '../decide.ts'
import type { Policy, Waiting } from '../snapshot.ts'
import { takeOn } from '../take-on.ts'
import { exampleAgent, exampleWaiting, now, roundRobinOnline } from '../testing/examples.ts'

const weighted: Policy = { ...roundRobinOnline, strategy: 'weighted' }

const anyWeights = fc.array(fc.constantFrom(0.5, 1, 1, 2, 3, 5, 8), { minLength: 2, maxLength: 12 })
/** How many conversations each call finds. */
const anyCalls = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 })

test('over any stretch of assignments everybody has their share, give or take two', () => {
  fc.assert(
    fc.property(anyWeights, anyCalls, (weights, calls) => {
      const team = weights.map((weight, index) => exampleAgent(`a${index}`, { weight }))
      const { turns } = play(team, calls)

      for (const agent of team) assertFairThroughout(turns, agent, team)
    }),
    { numRuns: 300 },
  )
})

test('one heavy agent among many light ones has every second turn, not bursts', () => {
  const team = [exampleAgent('heavy', { weight: 20 }), ...lightOnes(20)]
  const { turns } = play(
    team,
    Array.from({ length: 200 }, () => 1),
  )

  for (const agent of team) assertFairThroughout(turns, agent, team)
})

test('with equal weights nobody gets two more than another, over any stretch', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), anyCalls, (size, calls) => {
      const { turns } = play(lightOnes(size), calls)

      for (let start = 0; start + size <= turns.length; start += 1) {
        assert.equal(new Set(turns.slice(start, start + size)).size, size)
      }
    }),
    { numRuns: 200 },
  )
})

test('a changed weight counts from the next turn on', () => {
  const before = play(lightOnes(4), [40]).team
  const heavier = before.map((agent) => (agent.id === 'a1' ? { ...agent, weight: 3 } : agent))
  const lighter = heavier.map((agent) => (agent.id === 'a1' ? { ...agent, weight: 0.5 } : agent))

  assertShare(play(heavier, [5, 20, 35]).turns, 'a1', 30)
  assertShare(play(lighter, [1, 20, 14]).turns, 'a1', 5)
})

test('who comes back has no backlog to catch up with', () => {
  const away = play(lightOnes(3), [9]).team
  const [back, ...others] = play(away.slice(1), [300]).team.concat(away.slice(0, 1)).reverse()
  const { turns } = play([back!, ...others], [8])

  assertShare(turns, back!.id, 8 / 3)
})

test('what only one agent can take does not cost the others the shares among them', () => {
  const team = [
    exampleAgent('part-timer', { weight: 0.1, skills: ['french'] }),
    exampleAgent('senior', { weight: 3 }),
    exampleAgent('junior', { weight: 1 }),
  ]
  const { turns } = play(
    team,
    Array.from({ length: 80 }, () => 1),
    (index) => (index % 2 === 0 ? { skills: ['french'] } : {}),
  )
  const shared = turns.filter((_, index) => index % 2 === 1)

  assert.ok(count(shared, 'senior') > 2.5 * count(shared, 'junior'), `${shared}`)
})

test('a weight of nothing is a very small one', () => {
  const { turns } = play([exampleAgent('a', { weight: 0 }), exampleAgent('b'), exampleAgent('c')], [300])

  assert.ok(count(turns, 'a') <= 2)
})

function assertFairThroughout(turns: readonly string[], { id, weight }: Agent, team: readonly Agent[]): void {
  const share = weight / team.reduce((sum, each) => sum + each.weight, 0)
  let [ahead, most, least] = [0, 0, 0]

  // The widest gap between two moments is the worst stretch of all.
  for (const turn of turns) {
    ahead += (turn === id ? 1 : 0) - share
    most = Math.max(most, ahead)
    least = Math.min(least, ahead)
  }
  assert.ok(most - least <= 2.5, `${id} was ${most - least} off in ${turns}`)
}

function assertShare(turns: readonly string[], id: string, expected: number): void {
  assert.ok(Math.abs(count(turns, id) - expected) <= 1.5, `${id} had ${count(turns, id)}, not ${expected}`)
}

function count(turns: readonly string[], id: string): number {
  return turns.filter((turn) => turn === id).length
}

function lightOnes(size: number): readonly Agent[] {
  return Array.from({ length: size }, (_, index) => exampleAgent(`a${index}`))
}

/** Who had each turn over a row of calls, and the team as they leave it. */
function play(
  start: readonly Agent[],
  calls: readonly number[],
  differences: (index: number) => Partial<Waiting> = () => ({}),
): { turns: readonly string[]; team: readonly Agent[] } {
  const turns: string[] = []
  let team = start

  for (const size of calls) {
    const waiting = Array.from({ length: size }, (_, index) =>
      exampleWaiting(`c${String(index).padStart(3, '0')}`, differences(turns.length + index)),
    )
    for (const [index, decision] of decide({ now, policy: weighted, agents: team, waiting }).entries()) {
      assert.ok(decision.kind === 'assigned')
      turns.push(decision.agentId)
      team = team.map((each) => (each.id === decision.agentId ? takeOn(each, waiting[index]!, decision) : each))
    }
  }
  return { turns, team }
}
