import assert from 'node:assert/strict'
import test from 'node:test'
import { english, policyExample } from './examples.ts'
import { withPreset } from './presets.ts'
import { summaryOf } from './summary.ts'

test('sums up support of high quality', () => {
  assert.deepEqual(summaryOf(withPreset(policyExample(), 'support_high_quality'), english), [
    'Whoever helped them before comes first and is waited for 5 minutes.',
    'New conversations go to whoever has the fewest open, if they are online, never more than 6 each.',
    'Without an answer within 10 minutes, the next one gets it.',
    'Out of hours, conversations wait until the team opens.',
    'When somebody goes offline, what they have not answered goes to others.',
  ])
})

test('sums up even leads', () => {
  assert.deepEqual(summaryOf(withPreset(policyExample(), 'sales_even_leads'), english), [
    'New conversations go round, one each, whether they are online or not.',
    'Out of hours, conversations wait until the team opens.',
  ])
})

test('people who pick themselves need no word about whose turn it is', () => {
  const [first, ...others] = summaryOf(policyExample({ strategy: 'manual', agentLimit: 5 }), english)
  assert.match(first ?? '', /Nobody gets conversations automatically/)
  assert.deepEqual(others, ['Out of hours, conversations wait until the team opens.'])
})

test('an overflow that no condition starts is not mentioned', () => {
  const overflow = { teamId: 'b', afterMinutes: null, longerThan: null, whenNobodyOnline: false }
  assert.doesNotMatch(summaryOf(policyExample({ overflow }), english).join(' '), /team b/)
  assert.match(summaryOf(policyExample({ overflow: { ...overflow, afterMinutes: 5 } }), english).join(' '), /team b/)
})
