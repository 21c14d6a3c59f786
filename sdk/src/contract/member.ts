import { z } from 'zod'
import { id, idParams, instant, name } from './common.ts'
import { endpoint } from './endpoint.ts'
import { hours } from './hours.ts'

export const role = z.enum(['owner', 'manager', 'agent'])
export const presence = z.enum(['online', 'busy', 'offline'])
export const agentLimit = z.number().int().min(0).max(10_000).nullable()

export const member = z
  .object({
    id,
    name,
    email: z.string(),
    role,
    /** What counts for assignment: the chosen status while connected, else `offline`. */
    presence,
    /** What the member chose; comes back with the connection. */
    chosenPresence: presence,
    /** Personal limit; null follows the workspace's. */
    agentLimit,
    /** Takes part in no automatic assignment. */
    isExcluded: z.boolean(),
    isDeactivated: z.boolean(),
    skillIds: z.array(id),
    /** When they work; null: in their team's hours. */
    hours: hours.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Member' })

export type Member = z.infer<typeof member>
export type Role = z.infer<typeof role>
export type Presence = z.infer<typeof presence>

export const listMembers = endpoint({
  method: 'get',
  path: '/members',
  tag: 'Members',
  access: 'agent',
  summary: 'All members, deactivated ones too.',
  response: z.object({ data: z.array(member) }),
})

export const patchMember = endpoint({
  method: 'patch',
  path: '/members/{id}',
  tag: 'Members',
  access: 'agent',
  summary:
    'Changes a member. Everybody may change their own name; the rest is for managers. Only an owner makes or unmakes owners; the last owner stays.',
  params: idParams,
  body: z
    .object({
      name,
      role,
      agentLimit,
      isExcluded: z.boolean(),
      isDeactivated: z.boolean(),
      skillIds: z.array(id).max(100),
      hours: hours.nullable(),
    })
    .partial(),
  response: member,
})

export const putPresence = endpoint({
  method: 'put',
  path: '/members/{id}/presence',
  tag: 'Members',
  access: 'agent',
  summary: 'Chooses the presence of oneself, or, as manager, of somebody. Set with an API key it holds until changed.',
  params: idParams,
  body: z.object({ presence }),
  response: member,
})

export const postActivity = endpoint({
  method: 'post',
  path: '/me/activity',
  tag: 'Me',
  access: 'agent',
  summary: 'Says that a person is at work. Without it for the workspace’s idle time, a member counts as offline.',
})

export const invitation = z
  .object({
    id,
    email: z.string(),
    role,
    teamIds: z.array(id),
    expiresAt: instant,
    acceptedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Invitation' })

export type Invitation = z.infer<typeof invitation>

export const listInvitations = endpoint({
  method: 'get',
  path: '/invitations',
  tag: 'Members',
  access: 'manager',
  summary: 'Invitations that wait for an answer.',
  response: z.object({ data: z.array(invitation) }),
})

export const postInvitation = endpoint({
  method: 'post',
  path: '/invitations',
  tag: 'Members',
  access: 'manager',
  summary: 'Invites a person. The link is shown this once: hand it over yourself.',
  body: z.object({
    email: z.email().max(254),
    role: role.exclude(['owner']),
    teamIds: z.array(id).max(100).default([]),
  }),
  response: invitation.extend({ url: z.string() }),
  status: 201,
})

export const deleteInvitation = endpoint({
  method: 'delete',
  path: '/invitations/{id}',
  tag: 'Members',
  access: 'manager',
  summary: 'Takes an invitation back.',
  params: idParams,
})

export const getInvitationByToken = endpoint({
  method: 'get',
  path: '/invitations/by-token/{token}',
  tag: 'Members',
  access: 'public',
  summary: 'What an invited person sees before accepting.',
  params: z.object({ token: z.string().max(100) }),
  response: z.object({ workspaceName: z.string(), email: z.string(), role, hasPassword: z.boolean() }),
})

export const acceptInvitation = endpoint({
  method: 'post',
  path: '/invitations/by-token/{token}/acceptance',
  tag: 'Members',
  access: 'public',
  summary: 'Accepts: sets name and password, or proves the password of a person who already has one.',
  params: z.object({ token: z.string().max(100) }),
  body: z.object({ name, password: z.string().min(10).max(128) }),
  response: z.object({ workspaceId: id, memberId: id }),
  status: 201,
})

export const apiKey = z
  .object({
    id,
    name,
    memberId: id,
    /** The first characters, to tell keys apart. */
    prefix: z.string(),
    lastUsedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'ApiKey' })

export type ApiKey = z.infer<typeof apiKey>

export const listApiKeys = endpoint({
  method: 'get',
  path: '/api-keys',
  tag: 'API keys',
  access: 'agent',
  summary: 'One’s own keys; a manager sees all.',
  response: z.object({ data: z.array(apiKey) }),
})

export const postApiKey = endpoint({
  method: 'post',
  path: '/api-keys',
  tag: 'API keys',
  access: 'agent',
  summary:
    'Makes a key that acts as its member. The key is shown this once. Managers may make one for somebody of a lower role.',
  body: z.object({ name, memberId: id.optional() }),
  response: apiKey.extend({ key: z.string() }),
  status: 201,
})

export const deleteApiKey = endpoint({
  method: 'delete',
  path: '/api-keys/{id}',
  tag: 'API keys',
  access: 'agent',
  summary: 'Revokes a key at once.',
  params: idParams,
})
