import assert from 'node:assert/strict'
import test from 'node:test'
import { policyExample } from './examples.ts'
import { rebase } from './rebase.ts'

const base = policyExample({ agentLimit: 6, wrapUpMinutes: 2 })

test('takes over what somebody else changed, and keeps the edit', () => {
  const edited = { ...base, agentLimit: 9 }
  const latest = { ...base, wrapUpMinutes: 5 }
  assert.deepEqual(rebase(base, edited, latest), { policy: { ...base, agentLimit: 9, wrapUpMinutes: 5 }, both: [] })
})

test('what both changed stays as edited, and is named', () => {
  const { policy, both } = rebase(base, { ...base, agentLimit: 9 }, { ...base, agentLimit: 3 })
  assert.equal(policy.agentLimit, 9)
  assert.deepEqual(both, ['agentLimit'])
})

test('the same change by both is no conflict', () => {
  assert.deepEqual(rebase(base, { ...base, agentLimit: 9 }, { ...base, agentLimit: 9 }).both, [])
})

test('an untouched form becomes the new version', () => {
  const latest = { ...base, pace: { max: 3, minutes: 10 } }
  assert.deepEqual(rebase(base, base, latest), { policy: latest, both: [] })
})
