import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy, type Team, type TeamMember } from '@fairlead/sdk'
import { limitOf, membershipsOf, withMember, withoutMember } from './membership.ts'

const ana = { memberId: 'ana', tier: 1, weight: 1 }
const ben = { memberId: 'ben', tier: 2, weight: 0.5 }

test('finds the teams somebody is in, by name', () => {
  const found = membershipsOf('ben', [team('Support', [ana, ben]), team('Billing', [ben]), team('Sales', [ana])])

  assert.deepEqual(
    found.map(({ team: { name }, membership }) => [name, membership.tier]),
    [
      ['Billing', 2],
      ['Support', 2],
    ],
  )
})

test('who changes stays where they stand, and who is new comes last', () => {
  assert.deepEqual(withMember([ana, ben], { ...ana, tier: 3 }), [{ ...ana, tier: 3 }, ben])
  assert.deepEqual(withMember([ana], ben), [ana, ben])
  assert.deepEqual(withoutMember([ana, ben], 'ana'), [ben])
})

test('a personal limit replaces the workspace’s, even when it is higher or none is got', () => {
  assert.deepEqual(limitOf(null, 6), { limit: 6, from: 'workspace' })
  assert.deepEqual(limitOf(9, 6), { limit: 9, from: 'member' })
  assert.deepEqual(limitOf(0, 6), { limit: 0, from: 'member' })
  assert.deepEqual(limitOf(null, null), { limit: null, from: 'workspace' })
})

function team(name: string, members: readonly TeamMember[]): Team {
  return {
    id: name,
    name,
    policy: policy.parse({}),
    policyVersion: 1,
    members: [...members],
    createdAt: '2026-01-01T12:00:00.000Z',
  }
}
