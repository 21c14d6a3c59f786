import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decide, replay } from './decide.ts'
import type { Decision } from './decision.ts'
import { inQueueOrder } from './order.ts'
import type { Snapshot } from './snapshot.ts'
import { takeOn } from './take-on.ts'
import { anySnapshot, shuffled } from './testing/arbitrary.ts'
import { plainDecide } from './testing/plain-decide.ts'
import { exclusionOf } from './testing/plain-eligibility.ts'
import { wishedAgent, wishedPolicy } from './testing/plain-wish.ts'

// A failure prints the seed and the smallest snapshot it could find: keep that one as an example in decide.test.ts.
const thorough = { numRuns: 500 }

test('decides exactly what asking everybody anew for every conversation would', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => assert.deepEqual(decide(snapshot), plainDecide(snapshot))),
    { numRuns: 2000 },
  )
})

test('answers once for every waiting conversation, in the order of the queue', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const ids = decide(snapshot).map(({ conversationId }) => conversationId)
      const inOrder = inQueueOrder(snapshot).map(({ conversation }) => conversation.conversationId)

      assert.deepEqual(ids, inOrder)
      assert.deepEqual(ids.toSorted(), snapshot.waiting.map(({ conversationId }) => conversationId).toSorted())
    }),
    thorough,
  )
})

test('counts those left from 1 where everybody competes for the same agents', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const waiting = snapshot.waiting.map((each) => ({ ...each, skills: [] }))
      const left = decide({ ...snapshot, waiting }).filter(({ kind }) => kind === 'queued')

      assert.deepEqual(
        left.map((decision) => decision.kind === 'queued' && decision.position),
        left.map((_, index) => index + 1),
      )
    }),
    thorough,
  )
})

test('never exceeds a limit, unless a preference says so', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      let agents = snapshot.agents

      for (const decision of decide(snapshot)) {
        if (decision.kind !== 'assigned') continue
        const conversation = conversationOf(decision, snapshot)
        const agent = agents.find(({ id }) => id === decision.agentId)!
        const isOver = wishedAgent(agent, conversation).limits.some(({ scope, channelId, max, load }) => {
          const counts = scope !== 'channel' || channelId === conversation.channelId
          return counts && (load >= max || load + conversation.weight > max)
        })

        assert.equal(decision.isOverLimit, isOver)
        if (isOver) {
          assert.ok(decision.reason === 'owner' || decision.reason === 'previous')
          assert.equal(snapshot.policy[decision.reason]?.overLimit, 'exceed')
        }
        agents = agents.map((each) => (each === agent ? takeOn(each, conversation, decision) : each))
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

test('lets nobody be overtaken by a conversation that the same agent takes later, holds aside', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const { policy, now } = snapshot
      let agents = snapshot.agents
      const passedOver: Snapshot['waiting'][number][] = []

      for (const decision of decide(snapshot)) {
        const conversation = conversationOf(decision, snapshot)

        if (decision.kind === 'assigned') {
          const taker = agents.find(({ id }) => id === decision.agentId)!
          const overtaken = passedOver.filter(
            (each) => exclusionOf(wishedAgent(taker, each), each, wishedPolicy(policy, each), now) === undefined,
          )

          assert.deepEqual(overtaken, [])
          agents = agents.map((agent) => (agent === taker ? takeOn(agent, conversation, decision) : agent))
        } else if (!isHeld(decision)) {
          passedOver.push(conversation)
        }
      }
    }),
    thorough,
  )
})

test('leaves nobody waiting whom somebody could take, holds aside', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const decisions = decide(snapshot)
      const { agents } = carryOver(snapshot, decisions)

      for (const decision of decisions) {
        if (decision.kind === 'assigned' || isHeld(decision)) continue
        const conversation = conversationOf(decision, snapshot)
        const policy = wishedPolicy(snapshot.policy, conversation)
        for (const agent of agents) {
          const exclusion = exclusionOf(wishedAgent(agent, conversation), conversation, policy, snapshot.now)
          assert.notEqual(exclusion, undefined)
        }
      }
    }),
    thorough,
  )
})

test('replays: the same snapshot gives the same decisions, through JSON too, and comes out untouched', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const recorded: Snapshot = JSON.parse(JSON.stringify(snapshot))
      const decisions = decide(deepFrozen(snapshot))

      assert.deepEqual(decisions, decide(recorded))
      assert.deepEqual(decisions, decide(snapshot))
      assert.deepEqual(JSON.parse(JSON.stringify(decisions)), decisions)
      for (const decision of decisions) assert.deepEqual(replay(recorded, decision.conversationId), decision)
      assert.equal(replay(recorded, 'somebody else'), null)
    }),
    thorough,
  )
})

test('replays every assignment from the assignments alone, when those passed over are not recorded', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      const assigned = decide(snapshot).filter(({ kind }) => kind === 'assigned')
      const waiting = assigned.map((decision) => conversationOf(decision, snapshot))

      assert.deepEqual(decide({ ...snapshot, waiting }), assigned)
    }),
    thorough,
  )
})

test('decides one by one what it decides at once, when the state is carried over', () => {
  fc.assert(
    fc.property(anySnapshot, (snapshot) => {
      // Under `weighted` a call begins with a look at who was away, so that one call is not the sum of many. Positions,
      // and overflow for the length of the queue, count those left before.
      fc.pre(snapshot.policy.strategy !== 'weighted')
      const alone = { ...snapshot, policy: { ...snapshot.policy, overflow: null } }
      let rest: Snapshot = alone

      for (const decision of decide(alone)) {
        const [first] = decide(rest)

        assert.ok(first)
        assert.deepEqual({ ...first, position: 0 }, { ...decision, position: 0 })
        const { agents } = carryOver(rest, [first])
        const waiting = rest.waiting.filter(({ conversationId }) => conversationId !== first.conversationId)
        rest = { ...rest, agents, waiting }
      }
      assert.deepEqual(rest.waiting, [])
    }),
    thorough,
  )
})

test('a time to look again is ahead, and before it nothing changes by the clock alone', () => {
  const later = fc.tuple(anySnapshot, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))

  fc.assert(
    fc.property(later, ([snapshot, part]) => {
      for (const conversation of snapshot.waiting) {
        const before = { ...snapshot, waiting: [{ ...conversation, deadlineAt: null }] }
        const [decision] = decide(before)

        assert.ok(decision)
        if (decision.kind !== 'queued') continue
        const at = decision.lookAgainAt ?? snapshot.now + 86_400_000
        assert.ok(at > snapshot.now)
        const [meanwhile] = decide({ ...before, now: snapshot.now + Math.floor(part * (at - snapshot.now)) })
        assert.deepEqual([meanwhile?.kind, meanwhile?.reason], [decision.kind, decision.reason])
      }
    }),
    thorough,
  )
})

/** The snapshot as it is once the decisions are applied: fuller agents, fewer waiting. */
function carryOver(snapshot: Snapshot, decisions: readonly Decision[]): Snapshot {
  let { agents, waiting } = snapshot

  for (const decision of decisions) {
    if (decision.kind !== 'assigned') continue

    const conversation = conversationOf(decision, snapshot)
    waiting = waiting.filter((each) => each !== conversation)
    agents = agents.map((agent) => (agent.id === decision.agentId ? takeOn(agent, conversation, decision) : agent))
  }
  return { ...snapshot, agents, waiting }
}

function conversationOf(decision: Decision, { waiting }: Snapshot): Snapshot['waiting'][number] {
  return waiting.find(({ conversationId }) => conversationId === decision.conversationId)!
}

function isHeld({ reason }: Decision): boolean {
  return reason === 'held_for_owner' || reason === 'held_for_previous'
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFrozen(part)
    Object.freeze(value)
  }
  return value
}
