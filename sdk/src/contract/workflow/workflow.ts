import { z } from 'zod'
import { id, idParams, instant, name, page, pageQuery } from '../common.ts'
import { endpoint } from '../endpoint.ts'
import { workflowDefinition } from './definition.ts'
import { workflowRun } from './run.ts'
import { stepId } from './step.ts'
import { workflowTriggerTypes } from './trigger.ts'
import { workflowValue } from './value.ts'

/** What keeps a workflow from being published (`error`), or may not be meant (`warning`). `data` fills in its words. */
export const workflowProblem = z.object({
  code: z.enum([
    'no_start',
    'unreachable',
    'unknown_step',
    'unknown_exit',
    'missing',
    'invalid',
    'unknown_reference',
    'unknown_field',
    'unknown_variable',
    'endless_cycle',
    'text_mistake',
    'pattern_mistake',
    'shares_not_whole',
    'duplicate_id',
    'private_address',
    'not_connected',
  ]),
  level: z.enum(['error', 'warning']),
  /** Null: of how it begins, or of the whole. */
  stepId: z.string().nullable(),
  /** Within the step: `text.texts.en`. */
  path: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type WorkflowProblem = z.infer<typeof workflowProblem>

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
const tag = 'Workflows'

export const listWorkflows = endpoint({
  method: 'get',
  path: '/workflows',
  tag,
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
  tag,
  access: 'manager',
  summary: 'A workflow with its draft.',
  params: idParams,
  response: whole,
})

export const postWorkflow = endpoint({
  method: 'post',
  path: '/workflows',
  tag,
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
  tag,
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
  tag,
  access: 'manager',
  summary: 'Deletes a workflow that was never published. Others are archived, since their runs tell of them.',
  params: idParams,
})

export const checkWorkflow = endpoint({
  method: 'post',
  path: '/workflows/check',
  tag,
  access: 'manager',
  summary: 'Everything that is wrong with a definition, and where.',
  body: z.object({ definition: workflowDefinition }),
  response: z.object({ data: z.array(workflowProblem) }),
})

export const publishWorkflow = endpoint({
  method: 'post',
  path: '/workflows/{id}/publish',
  tag,
  access: 'manager',
  summary: 'Makes the draft what new runs begin with, and switches it on. Runs under way finish on their own version.',
  params: idParams,
  body: z.object({ draftVersion: z.number().int() }),
  response: whole,
})

export const switchWorkflow = endpoint({
  method: 'post',
  path: '/workflows/{id}/switch',
  tag,
  access: 'manager',
  summary: 'On, or off: begins no new runs; those under way finish, or are ended.',
  params: idParams,
  body: z.object({ to: z.enum(['on', 'off', 'archived']), runs: z.enum(['finish', 'cancel']).default('finish') }),
  response: whole,
})

export const listWorkflowVersions = endpoint({
  method: 'get',
  path: '/workflows/{id}/versions',
  tag,
  access: 'manager',
  summary: 'What was published when, and by whom; the newest first.',
  params: idParams,
  response: z.object({
    data: z.array(
      z.object({ version: z.number().int(), at: instant, byId: id.nullable(), definition: workflowDefinition }),
    ),
  }),
})

export const getWorkflowOverview = endpoint({
  method: 'get',
  path: '/workflows/{id}/overview',
  tag,
  access: 'manager',
  summary: 'Where runs are now, and how many of the last days’ came to each step and went on by which exit.',
  params: idParams,
  query: z.object({ days: z.coerce.number().int().min(1).max(90).default(7) }),
  response: z.object({
    runs: z.object({
      started: z.number().int(),
      done: z.number().int(),
      failed: z.number().int(),
      cancelled: z.number().int(),
      active: z.number().int(),
    }),
    steps: z.array(
      z.object({
        stepId,
        now: z.number().int(),
        reached: z.number().int(),
        failed: z.number().int(),
        exits: z.record(z.string(), z.number().int()),
      }),
    ),
  }),
})

export const startWorkflow = endpoint({
  method: 'post',
  path: '/conversations/{id}/workflows/{workflowId}/start',
  tag,
  access: 'agent',
  summary: 'Starts a workflow whose trigger is a button, with the answers of its form.',
  params: idParams.extend({ workflowId: id }),
  body: z.object({ answers: z.record(z.string().max(60), workflowValue).default({}) }),
  response: workflowRun,
  status: 201,
})

/** What a member may start from a conversation. */
export const listWorkflowButtons = endpoint({
  method: 'get',
  path: '/workflow-buttons',
  tag,
  access: 'agent',
  summary: 'The workflows that members start by hand, with their forms.',
  response: z.object({
    data: z.array(
      z.object({
        id,
        label: z.string(),
        shortcut: z.string(),
        form: z.array(
          z.object({
            name: z.string(),
            label: z.string(),
            kind: z.string(),
            choices: z.array(z.string()),
            isRequired: z.boolean(),
          }),
        ),
      }),
    ),
  }),
})

/** Something to begin with. Its texts are in the languages of the app. */
export const workflowTemplate = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  group: z.enum(['routing', 'waiting', 'questions', 'follow_up', 'by_hand']),
  /** What has to be known to make it. */
  asks: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      kind: z.enum([
        'team',
        'teams',
        'member',
        'members',
        'channel',
        'text',
        'tag',
        'stage',
        'number',
        'whatsapp_template',
      ]),
      isRequired: z.boolean().default(true),
    }),
  ),
  definition: workflowDefinition,
})
export type WorkflowTemplate = z.infer<typeof workflowTemplate>

export const listWorkflowTemplates = endpoint({
  method: 'get',
  path: '/workflow-templates',
  tag,
  access: 'manager',
  summary: 'Workflows to begin with, in a language of the app.',
  query: z.object({ locale: z.string().max(20).default('en') }),
  response: z.object({ data: z.array(workflowTemplate) }),
})

const tried = z.object({
  /** Opaque: what to send with the next one. */
  state: z.string().max(1_000_000),
  status: workflowRun.shape.status,
  stepId: stepId.nullable(),
  /** What ends the waiting: time, the contact, somebody who has it, or (`effect`) what the other system answers. */
  waitsFor: z.enum(['effect', 'answer', 'time', 'reply', 'assignment']).nullable(),
  wakeAt: instant.nullable(),
  now: instant,
  end: workflowRun.shape.end,
  error: z.string().nullable(),
  variables: z.record(z.string(), workflowValue),
  /** What was done since the one before, in order. */
  steps: z.array(
    z.object({
      stepId,
      exit: z.string().nullable(),
      output: z.record(z.string(), z.unknown()),
      error: z.string().nullable(),
    }),
  ),
  says: z.array(z.object({ text: z.string(), choices: z.array(z.object({ id: z.string(), title: z.string() })) })),
})

/** The test chat: nothing of it is stored, nobody is written to, no other system asked. */
export const tryWorkflow = endpoint({
  method: 'post',
  path: '/workflows/try',
  tag,
  access: 'manager',
  summary: 'Plays a definition with an invented contact, step by step; time can be skipped.',
  body: z.object({
    definition: workflowDefinition,
    contact: z
      .object({
        name: z.string().max(120),
        locale: z.string().max(20),
        tags: z.array(z.string().max(50)).max(50),
        stage: z.string().max(50).nullable(),
        isNew: z.boolean(),
      })
      .partial()
      .default({}),
    channelId: id.optional(),
    /** From the answer before; absent: begins. */
    state: z.string().max(1_000_000).optional(),
    /** What happens next. */
    event: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('says'), text: z.string().max(4000), choiceId: z.string().max(80).optional() }),
        z.object({
          type: z.literal('skip'),
          /** Null: to when it wakes. */ minutes: z.number().int().min(1).max(100_000).nullable(),
        }),
        z.object({ type: z.literal('assigned'), memberId: id.nullable() }),
        z.object({
          type: z.literal('answered'),
          /** What the other system answered. */ status: z.number().int(),
          body: z.string().max(100_000),
        }),
      ])
      .optional(),
  }),
  response: tried,
})
export type Tried = z.infer<typeof tried>

export const dryRunWorkflow = endpoint({
  method: 'post',
  path: '/workflows/dry-run',
  tag,
  access: 'manager',
  summary: 'What would have happened with the conversations of the last days: how many begin, and go which way.',
  body: z.object({ definition: workflowDefinition, days: z.number().int().min(1).max(30).default(7) }),
  response: z.object({
    considered: z.number().int(),
    started: z.number().int(),
    /** How many came to each step and left it by which exit; where what comes next is not on record they stop. */
    steps: z.array(z.object({ stepId, reached: z.number().int(), exits: z.record(z.string(), z.number().int()) })),
    examples: z.array(
      z.object({
        conversationId: id,
        contactName: z.string(),
        path: z.array(z.object({ stepId, exit: z.string().nullable() })),
      }),
    ),
  }),
})

const workflowSecret = z.object({ name: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/), changedAt: instant })

export const listWorkflowSecrets = endpoint({
  method: 'get',
  path: '/workflow-secrets',
  tag,
  access: 'manager',
  summary: 'The names of what workflows may tell other systems and nobody sees.',
  response: z.object({ data: z.array(workflowSecret) }),
})

export const putWorkflowSecret = endpoint({
  method: 'put',
  path: '/workflow-secrets/{name}',
  tag,
  access: 'manager',
  summary: 'Keeps a secret, encrypted. It is never shown again.',
  params: workflowSecret.pick({ name: true }),
  body: z.object({ value: z.string().min(1).max(4000) }),
  response: workflowSecret,
})

export const deleteWorkflowSecret = endpoint({
  method: 'delete',
  path: '/workflow-secrets/{name}',
  tag,
  access: 'manager',
  summary: 'Forgets a secret. Steps that need it fail from then on.',
  params: workflowSecret.pick({ name: true }),
})

export const rating = z
  .object({
    id,
    conversationId: id,
    contactId: id,
    /** Who had the conversation last. */
    agentId: id.nullable(),
    teamId: id.nullable(),
    score: z.number().int().min(1).max(5),
    comment: z.string(),
    at: instant,
  })
  .meta({ id: 'Rating' })
export type Rating = z.infer<typeof rating>

export const listRatings = endpoint({
  method: 'get',
  path: '/ratings',
  tag,
  access: 'agent',
  summary: 'What contacts said of conversations, the newest first.',
  query: pageQuery.extend({ conversationId: id.optional(), agentId: id.optional() }),
  response: page(rating),
})
