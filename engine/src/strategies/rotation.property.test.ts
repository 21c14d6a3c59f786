import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Agent } from '../agent.ts'
import { decide } from '../decide.ts'
import { takeOn } from '../take-on.ts'
import { exampleAgent, exampleWaiting, roundRobinOnline } from '../testing/examples.ts'

const noon = Date.parse('2030-01-07T12:00:00Z')
const regulars = ['ana', 'ben', 'cem']
const visitors = ['dora', 'emil', 'fay']

/** A call: the clock (which may stand still or go back), who of the visitors is there, how many conversations came. */
const anyCall = fc.record({
  clockMs: fc.integer({ min: -5, max: 5 }),
  present: fc.subarray(visitors),
  arrived: fc.nat({ max: 6 }),
  triedBy: fc.option(fc.constantFrom(...visitors)),
})
type Call = typeof anyCall extends fc.Arbitrary<infer Value> ? Value : never

const anyTeam = fc
  .array(fc.option(fc.integer({ min: -9, max: 9 }).map((step) => noon + step)), { minLength: 6, maxLength: 6 })
  .map((turns) =>
    [...regulars, ...visitors].map((id, index) => exampleAgent(id, { lastAssignedAt: turns[index] ?? null })),
  )

test('counts of agents eligible throughout differ by at most 1, whoever comes and goes and whatever the clock does', () => {
  fc.assert(
    fc.property(anyTeam, fc.array(anyCall, { maxLength: 12 }), (team, calls) => {
      const counts = new Map(regulars.map((id) => [id, 0]))

      for (const { agentId } of play(team, calls)) {
        const count = counts.get(agentId)
        if (count !== undefined) counts.set(agentId, count + 1)

        // Not only at the end: at every moment between.
        assert.ok(Math.max(...counts.values()) - Math.min(...counts.values()) <= 1)
      }
    }),
    { numRuns: 500 },
  )
})

test('who comes back takes at most one before each of the others had one', () => {
  fc.assert(
    fc.property(anyTeam, fc.array(anyCall, { maxLength: 12 }), (team, calls) => {
      const turns = play(team, calls)

      for (const visitor of visitors) {
        const own = turns.flatMap(({ agentId }, index) => (agentId === visitor ? [index] : []))

        for (const [nth, end] of own.entries()) {
          if (nth === 0) continue
          const between = turns.slice(own[nth - 1]! + 1, end).map(({ agentId }) => agentId)
          assert.deepEqual(
            regulars.filter((id) => !between.includes(id)),
            [],
            `${visitor} had two turns in a row`,
          )
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('a backlog met by one who never had a turn is shared from the start', () => {
  const team = [exampleAgent('ana', { lastAssignedAt: noon }), exampleAgent('ben', { lastAssignedAt: noon - 1 })]
  const newcomer = exampleAgent('new')
  const waiting = Array.from({ length: 9 }, (_, index) => exampleWaiting(`c${index}`))
  const decisions = decide({ now: noon, policy: roundRobinOnline, agents: [...team, newcomer], waiting })

  assert.deepEqual(
    decisions.map((decision) => decision.kind === 'assigned' && decision.agentId),
    ['new', 'ben', 'ana', 'new', 'ben', 'ana', 'new', 'ben', 'ana'],
  )
})

/** The turns given over a row of calls, each of which finds what the ones before it left behind. */
function play(team: readonly Agent[], calls: readonly Call[]): readonly Readonly<{ agentId: string }>[] {
  const turns: { agentId: string }[] = []
  let agents = team
  let now = noon

  for (const { clockMs, present, arrived, triedBy } of calls) {
    now += clockMs
    agents = agents.map((agent) => ({
      ...agent,
      presence: regulars.includes(agent.id) || present.includes(agent.id) ? 'online' : 'offline',
    }))
    const waiting = Array.from({ length: arrived }, (_, index) =>
      exampleWaiting(`c${index}`, { tried: triedBy === null || index % 2 === 0 ? [] : [triedBy] }),
    )

    for (const [index, decision] of decide({ now, policy: roundRobinOnline, agents, waiting }).entries()) {
      assert.ok(decision.kind === 'assigned')
      agents = agents.map((agent) => (agent.id === decision.agentId ? takeOn(agent, waiting[index]!, decision) : agent))
      turns.push({ agentId: decision.agentId })
    }
  }
  return turns
}
