import assert from 'node:assert/strict'
import test from 'node:test'
import { firstWeek } from '../hours/week.ts'
import { policyExample } from './examples.ts'
import { firstPolicy, isSame, presetOf, presets, withPreset } from './presets.ts'

test('recognizes each preset by its settings', () => {
  for (const preset of presets) assert.equal(presetOf(withPreset(policyExample(), preset)), preset)
})

test('settings of one’s own are no preset', () => {
  const policy = withPreset(policyExample(), 'support_high_quality')
  assert.equal(presetOf({ ...policy, agentLimit: 7 }), null)
  assert.equal(presetOf(policyExample({ strategy: 'manual' })), null)
})

test('a preset leaves hours and messages alone, and they make no difference to which it is', () => {
  const hours = { timeZone: 'Europe/Berlin', week: firstWeek, exceptions: [], holidays: null }
  const messages = { ...policyExample().messages, expectedReply: 'within an hour' }
  const policy = withPreset(policyExample({ hours, messages, outsideHours: 'assign' }), 'named_accounts')

  assert.deepEqual([policy.hours, policy.messages, policy.outsideHours], [hours, messages, 'assign'])
  assert.equal(presetOf(policy), 'named_accounts')
})

test('a team that overflows out of hours keeps where to', () => {
  const overflow = { teamId: 'b', afterMinutes: null, longerThan: null, whenNobodyOnline: true }
  const policy = withPreset(policyExample({ outsideHours: 'overflow', overflow }), 'support_low_cost')
  assert.deepEqual(policy.overflow, overflow)
})

test('new teams begin with a preset', () => {
  assert.equal(presetOf(firstPolicy), 'support_high_quality')
})

test('the order of fields makes no difference', () => {
  assert.equal(isSame({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 }), true)
  assert.equal(isSame({ a: [1, 2] }, { a: [2, 1] }), false)
})
