import { z } from 'zod'
import { id, idParams, instant, name } from './common.ts'
import { conversation } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { presence } from './member.ts'
import { policy } from './policy.ts'
import { promise } from './promise.ts'
import { words } from './words.ts'

/** How a member stands in a team. */
export const teamMember = z.object({
  memberId: id,
  /** Tier 2 gets conversations only when nobody of tier 1 can. */
  tier: z.number().int().min(1).max(9).default(1),
  /** The share under the strategy `weighted`, beside the others' weights. */
  weight: z.number().min(0.1).max(100).default(1),
})

export type TeamMember = z.infer<typeof teamMember>

export const team = z
  .object({
    id,
    name,
    policy,
    policyVersion: z.number().int(),
    members: z.array(teamMember),
    createdAt: instant,
  })
  .meta({ id: 'Team' })

export type Team = z.infer<typeof team>

export const listTeams = endpoint({
  method: 'get',
  path: '/teams',
  tag: 'Teams',
  access: 'agent',
  summary: 'All teams.',
  response: z.object({ data: z.array(team) }),
})

export const postTeam = endpoint({
  method: 'post',
  path: '/teams',
  tag: 'Teams',
  access: 'manager',
  summary: 'Makes a team.',
  body: z.object({ name, policy: policy.optional(), memberIds: z.array(id).max(10_000).default([]) }),
  response: team,
  status: 201,
})

export const patchTeam = endpoint({
  method: 'patch',
  path: '/teams/{id}',
  tag: 'Teams',
  access: 'manager',
  summary: 'Renames a team.',
  params: idParams,
  body: z.object({ name }).partial(),
  response: team,
})

export const deleteTeam = endpoint({
  method: 'delete',
  path: '/teams/{id}',
  tag: 'Teams',
  access: 'manager',
  summary: 'Deletes a team that has no open conversations and is nobody’s default.',
  params: idParams,
})

export const putTeamMembers = endpoint({
  method: 'put',
  path: '/teams/{id}/members',
  tag: 'Teams',
  access: 'manager',
  summary: 'Says who is in the team, in which tier and with which weight. Who stays keeps their place in the rotation.',
  params: idParams,
  body: z.object({ members: z.array(teamMember).max(10_000) }),
  response: team,
})

export const putPolicy = endpoint({
  method: 'put',
  path: '/teams/{id}/policy',
  tag: 'Teams',
  access: 'manager',
  summary: 'Gives the team a new version of its policy.',
  params: idParams,
  body: policy,
  response: team,
})

export const restorePolicy = endpoint({
  method: 'post',
  path: '/teams/{id}/policies/{version}/restoration',
  tag: 'Teams',
  access: 'manager',
  summary: 'Makes an earlier version the newest one.',
  params: idParams.extend({ version: z.coerce.number().int().min(1) }),
  response: team,
})

/** An agent as the manual picker shows them. */
export const candidate = z
  .object({
    memberId: id,
    name: z.string(),
    presence,
    load: z.number(),
    /** The limit that binds first; null is none. */
    limit: z.number().nullable(),
    skillIds: z.array(id),
    tier: z.number().int(),
    weight: z.number(),
    /** The contact's owner, or who last had a conversation of theirs. */
    preferredAs: z.enum(['owner', 'previous']).nullable(),
    lastAssignedAt: instant.nullable(),
    /** Why the engine would pass them over; null when eligible. */
    exclusion: z.string().nullable(),
    /** The one the engine would take now. */
    isNext: z.boolean(),
  })
  .meta({ id: 'Candidate' })

export type Candidate = z.infer<typeof candidate>

export const listCandidates = endpoint({
  method: 'get',
  path: '/teams/{id}/candidates',
  tag: 'Teams',
  access: 'agent',
  summary: 'The members of a team with load, limit and who the engine would take for a conversation.',
  params: idParams,
  query: z.object({ conversationId: id.optional() }),
  response: z.object({ data: z.array(candidate) }),
})

/** A waiting conversation as the waiting list shows it. */
export const queueEntry = z
  .object({
    conversation,
    /** From 1, in the order in which the queue is served. */
    position: z.number().int(),
    /** Minutes waited plus what its priority is worth. */
    score: z.number(),
    waitingSince: instant,
    /** By when somebody should answer; null: no such aim. */
    deadlineAt: instant.nullable(),
    heldFor: z.object({ memberId: id, until: instant.nullable() }).nullable(),
    /** Why nobody has it yet, as last decided. */
    sentence: z.string().nullable(),
    /** The same for other languages. */
    words: z.array(words).optional(),
    /** What the customer was told last, if anything. */
    promise: promise.nullable(),
  })
  .meta({ id: 'QueueEntry' })

export type QueueEntry = z.infer<typeof queueEntry>

export const listQueue = endpoint({
  method: 'get',
  path: '/teams/{id}/queue',
  tag: 'Assignment',
  access: 'agent',
  summary: 'The first of a team’s waiting conversations, in the order in which they are served, and why they wait.',
  params: idParams,
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
  response: z.object({
    data: z.array(queueEntry),
    total: z.number().int(),
    isOpen: z.boolean(),
    /** When the team opens; null while open, or when it never does. */
    opensAt: instant.nullable(),
  }),
})
