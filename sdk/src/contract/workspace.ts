import { z } from 'zod'
import { id, instant, name } from './common.ts'
import { endpoint } from './endpoint.ts'
import { member } from './member.ts'

export const workspace = z
  .object({
    id,
    name,
    defaultTeamId: id.nullable(),
    /** Open conversations an agent may be given automatically; null is no limit. */
    agentLimit: z.number().int().min(0).max(10_000).nullable(),
    /** Hours within which a closed conversation reopens when the customer writes again. */
    reopenHours: z.number().int().min(0).max(8760),
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
  body: z.object({ workspaceName: name, name, email: z.email().max(254), password }),
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
  body: workspace.pick({ name: true, defaultTeamId: true, agentLimit: true, reopenHours: true }).partial(),
  response: workspace,
})
