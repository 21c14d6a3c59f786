import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Candidate, type Member, policy, type Team } from '@fairlead/sdk'
import { assignOptionsOf, overLimit, subjectOf, subjectOfMany } from './assign-options.ts'
import { conversationExample } from './examples.ts'

const known = {
  subject: subjectOf(conversationExample({ teamId: 'sales', assigneeId: 'ben' })),
  candidates: [candidate('ben', 'at_capacity'), candidate('cleo', null), candidate('ana', null), next('dora')],
  members: [member('ana'), member('ben'), member('zoé'), { ...member('yan'), isDeactivated: true }, member('mia')],
  teams: [team('sales'), team('support')],
}

test('whom the engine would take comes first, then who has room, then the others', () => {
  const { inTeam } = assignOptionsOf(known, '')

  assert.deepEqual(
    inTeam.map(({ id }) => id),
    ['dora', 'ana', 'cleo', 'ben'],
  )
})

test('members of other teams follow, those who have left do not', () => {
  const { others } = assignOptionsOf(known, '')

  assert.deepEqual(
    others.map(({ id }) => id),
    ['mia', 'zoé'],
  )
})

test('the own team is no place to move to', () => {
  assert.deepEqual(
    assignOptionsOf(known, '').teams.map(({ id }) => id),
    ['support'],
  )
})

test('a search looks at people and teams, whatever the accents', () => {
  const found = assignOptionsOf(known, ' ZOE')

  assert.deepEqual([found.inTeam.length, found.others[0]?.id, found.teams.length], [0, 'zoé', 0])
  assert.equal(found.canUnassign, false)
})

test('what nobody has cannot be taken back', () => {
  const subject = subjectOf(conversationExample({ teamId: 'sales', assigneeId: null }))

  assert.equal(assignOptionsOf(known, '').canUnassign, true)
  assert.equal(assignOptionsOf({ ...known, subject }, '').canUnassign, false)
})

test('a preferred agent comes right after whom the engine would take, then the earlier tiers', () => {
  const candidates = [
    { ...candidate('ana', null), tier: 2 },
    candidate('ben', null),
    { ...candidate('cleo', 'busy'), preferredAs: 'owner' as const },
    next('dora'),
  ]

  assert.deepEqual(
    assignOptionsOf({ ...known, candidates }, '').inTeam.map(({ id }) => id),
    ['dora', 'cleo', 'ben', 'ana'],
  )
})

test('says what somebody would hold when that is too much', () => {
  assert.equal(overLimit({ load: 4, limit: 5, exclusion: null }, 1), null)
  assert.deepEqual(overLimit({ load: 5, limit: 5, exclusion: 'at_capacity' }, 1), { load: 6, limit: 5 })
  assert.deepEqual(overLimit({ load: 3, limit: 5, exclusion: null }, 4), { load: 7, limit: 5 })
  assert.equal(overLimit({ load: 99, limit: null, exclusion: null }, 1), null)
})

test('several conversations are of a team only when all are', () => {
  const [one, two] = [
    conversationExample({ id: 'a', teamId: 'sales' }),
    conversationExample({ id: 'b', teamId: 'sales' }),
  ]

  assert.equal(subjectOfMany([one, two]).teamId, 'sales')
  assert.equal(subjectOfMany([one, { ...two, teamId: 'support' }]).teamId, null)
  assert.deepEqual(subjectOfMany([one]), { ...subjectOf(one), canUnassign: false })
})

function candidate(memberId: string, exclusion: string | null): Candidate {
  return {
    memberId,
    name: memberId,
    presence: 'online',
    load: 1,
    limit: 5,
    skillIds: [],
    tier: 1,
    weight: 1,
    preferredAs: null,
    lastAssignedAt: null,
    exclusion,
    isNext: false,
  }
}

function next(memberId: string): Candidate {
  return { ...candidate(memberId, null), isNext: true }
}

function member(id: string): Member {
  return {
    id,
    name: id,
    email: `${id}@example.com`,
    role: 'agent',
    presence: 'online',
    chosenPresence: 'online',
    agentLimit: null,
    isExcluded: false,
    isDeactivated: false,
    skillIds: [],
    hours: null,
    createdAt: '2026-01-01T12:00:00.000Z',
  }
}

function team(id: string): Team {
  return {
    id,
    name: id,
    policy: policy.parse({}),
    policyVersion: 1,
    members: [],
    createdAt: '2026-01-01T12:00:00.000Z',
  }
}
