import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Candidate, Member, Team } from '@fairlead/sdk'
import { assignOptionsOf } from './assign-options.ts'
import { conversationExample } from './examples.ts'

const known = {
  conversation: conversationExample({ teamId: 'sales', assigneeId: 'ben' }),
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
  const conversation = conversationExample({ teamId: 'sales', assigneeId: null })

  assert.equal(assignOptionsOf(known, '').canUnassign, true)
  assert.equal(assignOptionsOf({ ...known, conversation }, '').canUnassign, false)
})

function candidate(memberId: string, exclusion: string | null): Candidate {
  return {
    memberId,
    name: memberId,
    presence: 'online',
    load: 1,
    limit: 5,
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
    createdAt: '2026-01-01T12:00:00.000Z',
  }
}

function team(id: string): Team {
  return {
    id,
    name: id,
    policy: { strategy: 'round_robin', onlineOnly: true, assignWhenBusy: false, agentLimit: null },
    policyVersion: 1,
    memberIds: [],
    createdAt: '2026-01-01T12:00:00.000Z',
  }
}
