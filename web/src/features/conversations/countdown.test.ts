import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Countdown } from '@fairlead/sdk'
import { urgencyOf } from './countdown.ts'

const now = Date.parse('2026-01-01T12:00:00.000Z')
const waiting = { status: 'open', waitingSince: '2026-01-01T11:00:00.000Z', windowEndsAt: null } as const

test('a deadline is told when it is as near as the policy says, or over', () => {
  const state = (minutes: number) => urgencyOf(waiting, countdown({ deadlineAt: at(minutes) }), now)?.state

  assert.deepEqual([60, 16, 15, 1, 0, -5].map(state), [undefined, undefined, 'near', 'near', 'over', 'over'])
  assert.equal(urgencyOf({ ...waiting, waitingSince: null }, countdown({ deadlineAt: at(-5) }), now), null)
})

test('what the contact was told is told when it comes near, or did not come true', () => {
  const told = (minutes: number) => urgencyOf(waiting, countdown({ latest: at(minutes) }), now)

  assert.equal(told(11), null)
  assert.deepEqual(told(4), { kind: 'promise', state: 'near', ms: 240_000 })
  assert.deepEqual(told(-4), { kind: 'promise', state: 'over', ms: 240_000 })
})

test('a window is told while it is still open, for two hours', () => {
  const window = (minutes: number) => urgencyOf({ ...waiting, windowEndsAt: at(minutes) }, null, now)?.state ?? null

  assert.deepEqual([121, 119, -1].map(window), [null, 'near', null])
})

test('of several the soonest is told, and what is over before what is not', () => {
  const both = { ...waiting, windowEndsAt: at(3) }

  assert.equal(urgencyOf(both, countdown({ deadlineAt: at(5) }), now)?.kind, 'window')
  assert.equal(urgencyOf(both, countdown({ deadlineAt: at(-5) }), now)?.kind, 'deadline')
})

test('of what is closed nothing runs out', () => {
  const closed = { ...waiting, status: 'closed', windowEndsAt: at(3) } as const

  assert.equal(urgencyOf(closed, countdown({ deadlineAt: at(-5) }), now), null)
})

function at(minutes: number): string {
  return new Date(now + minutes * 60_000).toISOString()
}

function countdown({
  deadlineAt = null,
  latest = null,
}: {
  deadlineAt?: string | null
  latest?: string | null
}): Countdown {
  const promise: Countdown['promise'] =
    latest === null
      ? null
      : {
          id: 'p',
          conversationId: 'c',
          teamId: 't',
          kind: 'wait',
          told: 'about 10 minutes',
          position: null,
          latestAt: latest,
          madeAt: at(-10),
          outcome: null,
          settledAt: null,
        }
  return { conversationId: 'c', deadlineAt, deadlineNearMinutes: 15, promise }
}
