import { z } from 'zod'
import { id, idParams, instant, name } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { workflowDefinition } from './definition.ts'
import { workflowTriggerTypes } from './trigger.ts'

export const workflow = z
  .object({
    id,
    name,
    description: z.string(),
    /** `draft`: never published. `off`: begins no new runs. */
    state: z.enum(['draft', 'on', 'off', 'archived']),
    /** Of several that begin with the same, the smaller goes first. */
    position: z.number().int(),
    /** It gives conversations to somebody: one such at a time goes on in a conversation, and until it has, nobody else does. */
    isRouting: z.boolean(),
    triggerType: z.enum(workflowTriggerTypes),
    /** The newest published one; null: none. */
    version: z.number().int().nullable(),
    /** Counts every change of the draft: whoever changes it says which one they saw. */
    draftVersion: z.number().int(),
    /** The draft differs from what is published. */
    isChanged: z.boolean(),
    /** Where the trigger is a webhook: posted to by the other system. Only managers see it. */
    webhookUrl: z.string().nullable(),
    createdAt: instant,
    changedAt: instant,
  })
  .meta({ id: 'Workflow' })
export type Workflow = z.infer<typeof workflow>

const whole = workflow.extend({ draft: workflowDefinition })
const description = z.string().trim().max(1000)

export const listWorkflows = endpoint({
  method: 'get',
  path: '/workflows',
  tag: 'Workflows',
  access: 'agent',
  summary:
    'Workflows in use, archived ones, or all of them, in their order, with how many runs are under way and failed lately.',
  query: z.object({ archived: z.enum(['true', 'false', 'all']).default('false') }),
  response: z.object({
    data: z.array(workflow.extend({ active: z.number().int(), failed: z.number().int() })),
  }),
})

export const getWorkflow = endpoint({
  method: 'get',
  path: '/workflows/{id}',
  tag: 'Workflows',
  access: 'manager',
  summary: 'A workflow with its draft.',
  params: idParams,
  response: whole,
})

export const postWorkflow = endpoint({
  method: 'post',
  path: '/workflows',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Makes a workflow, as a draft: from scratch, from a template, or from what was exported.',
  body: z.object({
    name,
    description: description.default(''),
    template: z.string().max(80).optional(),
    /** What the template asks for, such as `teamId`. */
    answers: z
      .record(z.string().max(60), z.union([z.string().max(500), z.number(), z.array(z.string().max(200)).max(50)]))
      .optional(),
    /** In which language the template's texts for members are; absent: the workspace's. */
    locale: z.string().max(20).optional(),
    draft: workflowDefinition.optional(),
  }),
  response: whole,
  status: 201,
})

export const patchWorkflow = endpoint({
  method: 'patch',
  path: '/workflows/{id}',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Changes name, order or draft. A draft that somebody else changed meanwhile is refused with `overtaken`.',
  params: idParams,
  body: z
    .object({
      name,
      description,
      position: z.number().int().min(0).max(1000),
      draft: workflowDefinition,
      draftVersion: z.number().int(),
    })
    .partial(),
  response: whole,
})

export const deleteWorkflow = endpoint({
  method: 'delete',
  path: '/workflows/{id}',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Deletes a workflow that was never published. Others are archived, since their runs tell of them.',
  params: idParams,
})

export const publishWorkflow = endpoint({
  method: 'post',
  path: '/workflows/{id}/publish',
  tag: 'Workflows',
  access: 'manager',
  summary: 'Makes the draft what new runs begin with, and switches it on. Runs under way finish on their own version.',
  params: idParams,
  body: z.object({ draftVersion: z.number().int() }),
  response: whole,
})

export const switchWorkflow = endpoint({
  method: 'post',
  path: '/workflows/{id}/switch',
  tag: 'Workflows',
  access: 'manager',
  summary: 'On, or off: begins no new runs; those under way finish, or are ended.',
  params: idParams,
  body: z.object({ to: z.enum(['on', 'off', 'archived']), runs: z.enum(['finish', 'cancel']).default('finish') }),
  response: whole,
})

export const listWorkflowVersions = endpoint({
  method: 'get',
  path: '/workflows/{id}/versions',
  tag: 'Workflows',
  access: 'manager',
  summary: 'What was published when, and by whom; the newest first.',
  params: idParams,
  response: z.object({
    data: z.array(
      z.object({ version: z.number().int(), at: instant, byId: id.nullable(), definition: workflowDefinition }),
    ),
  }),
})
