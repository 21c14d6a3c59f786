import { z } from 'zod'
import { closingRules } from './closing.ts'
import { id, instant, name } from './common.ts'
import { stage, tagName } from './contact.ts'
import { priority } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { hours } from './hours.ts'
import { member } from './member.ts'
import { language } from './preference.ts'

const boost = z.number().int().min(-100_000).max(100_000)

/** Fits a contact who has any of the tags, or is in any of the stages, or has an owner where that is asked for. */
export const priorityRule = z.object({
  priority: priority.exclude(['normal']),
  tags: z.array(tagName).max(50).default([]),
  stages: z.array(stage).max(50).default([]),
  hasOwner: z.boolean().default(false),
})

export type PriorityRule = z.infer<typeof priorityRule>

export const workspace = z
  .object({
    id,
    name,
    defaultTeamId: id.nullable(),
    /** Open conversations an agent may be given automatically; null is no limit. */
    agentLimit: z.number().int().min(0).max(10_000).nullable(),
    /** Hours within which a closed conversation reopens when the customer writes again. */
    reopenHours: z.number().int().min(0).max(8760),
    /** When the company works; teams may have their own. Null: always. */
    hours: hours.nullable(),
    /** Without activity for so long, members count as offline; null: never. */
    idleMinutes: z.number().int().min(1).max(60).nullable(),
    /** Whether what an agent snoozed counts towards limits. */
    countsSnoozed: z.boolean(),
    /** The minutes of waiting that each priority is worth. */
    boosts: z.object({ urgent: boost, high: boost, normal: boost, low: boost }),
    /** The lifecycle stages a contact can be in. */
    stages: z.array(stage).max(50),
    /** The first that fits a contact gives their conversations the priority. */
    priorityRules: z.array(priorityRule).max(100),
    closing: closingRules,
    /** Of those who have chosen none. */
    language,
    createdAt: instant,
  })
  .meta({ id: 'Workspace' })

export type Workspace = z.infer<typeof workspace>

export const password = z.string().min(10).max(128)

export const getSetup = endpoint({
  method: 'get',
  path: '/setup',
  tag: 'Set-up',
  access: 'public',
  summary: 'Tells whether this installation has an owner yet.',
  response: z.object({ isDone: z.boolean() }),
})

export const postSetup = endpoint({
  method: 'post',
  path: '/setup',
  tag: 'Set-up',
  access: 'public',
  summary: 'Makes the first workspace and its owner. Works once.',
  body: z.object({
    workspaceName: name,
    name,
    email: z.email().max(254),
    password,
    /** Of the workspace; English where none is named. */
    language: language.optional(),
  }),
  response: z.object({ workspaceId: id, memberId: id }),
  status: 201,
})

export const getMe = endpoint({
  method: 'get',
  path: '/me',
  tag: 'Me',
  access: 'agent',
  summary: 'The member who asks, the workspace, and the cursor to start the event stream from.',
  response: z.object({
    member,
    workspace,
    cursor: z.number().int(),
    workspaces: z.array(z.object({ id, name })),
  }),
})

export const patchWorkspace = endpoint({
  method: 'patch',
  path: '/workspace',
  tag: 'Workspace',
  access: 'manager',
  summary: 'Changes the workspace.',
  body: workspace.omit({ id: true, createdAt: true }).partial(),
  response: workspace,
})
