import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Announcement, calendarOf } from '@fairlead/engine'
import { policy } from '@fairlead/sdk'
import { dueMessages, type Estimate, isSuperseded } from './due.ts'
import type { Facts, Told } from './facts.ts'
import { messages } from './testing.ts'

const now = Date.parse('2030-01-07T12:00Z')
const minuteMs = 60_000

const waiting: Facts = {
  workspaceId: 'w',
  id: 'c',
  channelId: 'h',
  channelType: 'webchat',
  isChannelWorking: true,
  windowEndsAt: null,
  status: 'open',
  assigneeId: null,
  assignedAt: null,
  hasBeenReplied: false,
  waitingSince: now - 5 * minuteMs,
  queuedAt: now - 5 * minuteMs,
  queuedReason: 'nobody_eligible:at_capacity',
  tried: [],
  stayId: '7',
  contactName: 'Cora Customer',
  contactLocale: null,
  agentName: null,
  workspaceName: 'Example Shop',
  workspaceHours: null,
  teamId: 't',
  told: [],
  maySettle: false,
}

function promise(position: number, inMinutes: number): Estimate {
  const announcement: Announcement = {
    kind: 'minutes',
    minutes: inMinutes,
    position,
    latestAt: now + inMinutes * minuteMs,
  }
  return { position, announcement }
}

function told(announced: Estimate, given: Partial<Told> = {}): Told {
  return { kind: 'overCapacity', state: '7', toldAt: now - 5 * minuteMs, messageId: 'm', announced, ...given }
}

function updates(facts: Facts, estimate: Estimate): number {
  const settings = policy.parse({ messages: messages({ overCapacity: 'Busy', queueUpdate: 'Now {{ eta }}' }) })
  const moment = { now, settings, calendar: calendarOf(null), estimate: () => estimate, isAnyoneOnline: () => true }
  return dueMessages(facts, moment).filter(({ kind }) => kind === 'queueUpdate').length
}

const place = (position: number): Estimate => ({ position, announcement: null })

type Row = readonly [statement: string, before: Estimate, after: Estimate, count: number]

const rows: readonly Row[] = [
  ['half the place', place(8), place(4), 1],
  ['a little less than half the way', place(8), place(5), 0],
  ['the same place', place(1), place(1), 0],
  ['further back', place(4), place(5), 0],
  ['a sooner promise at the same place', promise(4, 20), promise(4, 10), 1],
  ['a promise that is sooner by less than a round figure', promise(4, 20), promise(4, 19), 0],
  ['the same promise, nearer by the time that went by', promise(4, 10), promise(4, 10), 0],
  ['a sooner promise further back', promise(4, 20), promise(5, 10), 0],
  ['a first promise', place(4), promise(4, 10), 1],
  ['no promise any more', promise(4, 10), place(4), 0],
  ['half the place, and no promise any more', promise(4, 10), place(2), 1],
]

describe('an update', () => {
  for (const [statement, before, after, count] of rows) {
    test(`is ${count === 1 ? 'due' : 'not due'} for ${statement}`, () => {
      assert.equal(updates({ ...waiting, told: [told(before)] }, after), count)
    })
  }

  test('compares with what was told in this stretch of waiting only', () => {
    assert.equal(updates({ ...waiting, told: [told(place(8), { state: '6' })] }, place(1)), 0)
  })
})

describe('a message on its way out is overtaken', () => {
  const assigned = { ...waiting, assigneeId: 'a', assignedAt: now - minuteMs, stayId: '8' }
  const ofA = told(place(1), { kind: 'assigned', state: `a:${now - minuteMs}`, announced: null })
  const closed = told(place(1), { kind: 'away', state: `closed:${now + minuteMs}` })

  const cases: readonly (readonly [statement: string, facts: Facts, told: Told, isOvertaken: boolean])[] = [
    ['not while things are the same', waiting, told(place(2)), false],
    ['when somebody has it', assigned, told(place(2)), true],
    ['when it waits anew', { ...waiting, stayId: '9' }, told(place(2)), true],
    ['when its promise is over', waiting, told(promise(2, -1)), true],
    ['when the contact was answered', { ...waiting, waitingSince: null }, told(place(2)), true],
    ['when it was closed', { ...waiting, status: 'closed' }, told(place(2)), true],
    ['when the window is over', { ...waiting, windowEndsAt: now }, told(place(2)), true],
    ['not while its agent has it', assigned, ofA, false],
    ['when another agent has it', { ...assigned, assigneeId: 'b' }, ofA, true],
    ['when nobody has it any more', waiting, ofA, true],
    ['not while the team is closed', assigned, closed, false],
    ['when the team is open again', waiting, { ...closed, state: `closed:${now}` }, true],
    ['not while the team is closed for good', waiting, { ...closed, state: 'closed:for good' }, false],
  ]
  for (const [statement, facts, message, isOvertaken] of cases) {
    test(statement, () => assert.equal(isSuperseded(facts, message, now), isOvertaken))
  }
})
