import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Snapshot } from './snapshot.ts'
import { takeOn } from './take-on.ts'
import { anySnapshot, shuffled } from './testing/arbitrary.ts'
import { exclusionOf, plainDecide } from './testing/plain-decide.ts'

// A failure prints the seed and the smallest snapshot it could find: keep that one as an example in decide.test.ts.
const thorough = { numRuns: 500 }

test('decides exactly what asking everybody anew for every conversation would', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => assert.deepEqual(decide(snapshot), plainDecide(snapshot))),
    { numRuns: 2000 },
  )
})

test('answers once for every waiting conversation, and counts those left from 1', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const decisions = decide(snapshot)
      const positions = decisions.flatMap((decision) => (decision.kind === 'queued' ? [decision.position] : []))
      const ids = decisions.map(({ conversationId }) => conversationId)

      assert.deepEqual(ids.toSorted(), snapshot.waiting.map(({ conversationId }) => conversationId).toSorted())
      assert.deepEqual(
        positions,
        positions.map((_, index) => index + 1),
      )
    }),
    thorough,
  )
})

test('never exceeds a limit', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const decisions = decide(snapshot)

      for (const agent of snapshot.agents) {
        const taken = snapshot.waiting.filter(({ conversationId }) =>
          decisions.some((each) => each.conversationId === conversationId && isGivenTo(each, agent.id)),
        )
        for (const { scope, channelId, max, load } of agent.limits) {
          const counted = taken.filter((each) => scope !== 'channel' || each.channelId === channelId)
          const added = counted.reduce((sum, { weight }) => sum + weight, 0)

          assert.ok(counted.length === 0 || (load < max && load + added <= max), `${agent.id} is over a ${scope} limit`)
        }
      }
    }),
    thorough,
  )
})

test('is blind to the order of every list in the snapshot', () => {
  const snapshotAndShuffled = anySnapshot.chain((snapshot) =>
    fc.tuple(
      fc.constant(snapshot),
      fc.record({
        now: fc.constant(snapshot.now),
        policy: fc.constant(snapshot.policy),
        agents: shuffled(snapshot.agents.map((agent) => ({ ...agent, limits: agent.limits.toReversed() }))),
        waiting: shuffled(snapshot.waiting.map((each) => ({ ...each, tried: each.tried.toReversed() }))),
      }),
    ),
  )

  fc.assert(
    fc.property(snapshotAndShuffled, ([snapshot, other]) => assert.deepEqual(decide(other), decide(snapshot))),
    thorough,
  )
})

test('lets nobody be overtaken by a conversation that the same agent takes later', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const given = new Map(decide(snapshot).map((decision) => [decision.conversationId, decision]))
      let agents = snapshot.agents
      const passedOver: Snapshot['waiting'][number][] = []

      for (const decision of given.values()) {
        const conversation = snapshot.waiting.find((each) => each.conversationId === decision.conversationId)!

        if (decision.kind === 'assigned') {
          const taker = agents.find(({ id }) => id === decision.agentId)!
          const overtaken = passedOver.filter((each) => exclusionOf(taker, each, snapshot.policy) === undefined)

          assert.deepEqual(overtaken, [])
          agents = agents.map((agent) => (agent === taker ? takeOn(agent, conversation, decision.assignedAt) : agent))
        } else {
          passedOver.push(conversation)
        }
      }
    }),
    thorough,
  )
})

test('leaves nobody waiting whom somebody could take', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const after = carryOver(snapshot, decide(snapshot))

      for (const conversation of after.waiting) {
        for (const agent of after.agents) {
          assert.notEqual(exclusionOf(agent, conversation, snapshot.policy), undefined)
        }
      }
    }),
    thorough,
  )
})

test('replays: the same snapshot gives the same decisions and comes out untouched', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const recorded: Snapshot = JSON.parse(JSON.stringify(snapshot))

      assert.deepEqual(decide(deepFrozen(snapshot)), decide(recorded))
      assert.deepEqual(decide(snapshot), decide(snapshot))
    }),
    thorough,
  )
})

test('decides one by one what it decides at once, when the state is carried over', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const oneByOne: Decision[] = []
      let rest = snapshot
      let left = 0

      while (rest.waiting.length > 0) {
        const [first] = decide(rest)

        assert.ok(first)
        oneByOne.push(first.kind === 'queued' ? { ...first, position: first.position + left } : first)
        if (first.kind === 'queued') left += 1
        rest = {
          ...carryOver(rest, [first]),
          waiting: rest.waiting.filter(({ conversationId }) => conversationId !== first.conversationId),
        }
      }
      assert.deepEqual(oneByOne, decide(snapshot))
    }),
    thorough,
  )
})

/** The snapshot as it is once the decisions are applied: fuller agents, fewer waiting. */
function carryOver(snapshot: Snapshot, decisions: readonly Decision[]): Snapshot {
  let { agents, waiting } = snapshot

  for (const decision of decisions) {
    if (decision.kind === 'queued') continue

    const conversation = waiting.find(({ conversationId }) => conversationId === decision.conversationId)!
    waiting = waiting.filter((each) => each !== conversation)
    agents = agents.map((agent) =>
      agent.id === decision.agentId ? takeOn(agent, conversation, decision.assignedAt) : agent,
    )
  }
  return { ...snapshot, agents, waiting }
}

function isGivenTo(decision: Decision, agentId: string): boolean {
  return decision.kind === 'assigned' && decision.agentId === agentId
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFrozen(part)
    Object.freeze(value)
  }
  return value
}
