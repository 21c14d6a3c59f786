import { z } from 'zod'
import { id, idParams, instant, name } from './common.ts'
import { endpoint } from './endpoint.ts'
import { agentLimit, presence } from './member.ts'

export const strategy = z.enum(['round_robin', 'least_open', 'manual'])

export const policy = z
  .object({
    strategy,
    /** When false, agents get conversations whether they are present or not. */
    onlineOnly: z.boolean(),
    /** When true, and `onlineOnly` is false, busy agents get conversations too. */
    assignWhenBusy: z.boolean(),
    /** Open conversations of this team an agent may be given automatically; null is no limit. */
    agentLimit,
  })
  .meta({ id: 'Policy' })

export type Policy = z.infer<typeof policy>
export type Strategy = z.infer<typeof strategy>

export const team = z
  .object({
    id,
    name,
    policy,
    policyVersion: z.number().int(),
    memberIds: z.array(id),
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
  body: z.object({ name, policy: policy.partial().optional(), memberIds: z.array(id).max(10_000).default([]) }),
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
  summary: 'Says who is in the team. Who stays keeps their place in the rotation.',
  params: idParams,
  body: z.object({ memberIds: z.array(id).max(10_000) }),
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

/** An agent as the manual picker shows them. */
export const candidate = z
  .object({
    memberId: id,
    name: z.string(),
    presence,
    load: z.number(),
    /** The limit that binds first; null is none. */
    limit: z.number().nullable(),
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
