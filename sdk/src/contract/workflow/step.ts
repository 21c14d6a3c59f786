import { z } from 'zod'
import { closingSummary } from '../closing.ts'
import { id } from '../common.ts'
import { fieldValue, stage, tagName } from '../contact.ts'
import { priority } from '../conversation.ts'
import { hours } from '../hours.ts'
import { templateUse } from '../message.ts'
import { strategy } from '../policy.ts'
import { workflowCondition } from './condition.ts'
import { liquidText, localText, timeOfDay, variableName, workflowValue } from './value.ts'

export const stepId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'must be small letters, digits, - and _')

const base = {
  id: stepId,
  /** What people call it; empty: by its type. */
  name: z.string().trim().max(80).default(''),
  /** What managers say to each other about it. */
  comment: z.string().trim().max(1000).default(''),
  /** On the canvas, in pixels. */
  at: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  /** By exit (see `exitsOf`): which step comes next. An exit that is not here ends the run. */
  exits: z.record(z.string().max(80), stepId).default({}),
}

const minutes = (most: number) => z.number().int().min(1).max(most)
const week = 10_080
const partId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be small letters, digits, - and _')

const attachments = z.array(id).max(10).default([])
/** Offered as buttons where the channel has them, else as a numbered list. */
const choices = z
  .array(z.object({ id: partId, title: localText }))
  .max(20)
  .default([])

const sendMessage = z.object({
  ...base,
  type: z.literal('send_message'),
  text: localText,
  attachmentIds: attachments,
  choices,
  /** WhatsApp: instead of the text, where the window is closed; with Liquid in its values. */
  template: templateUse.nullable().default(null),
  /** The conversation's own; the contact's last used one; a given one. */
  channel: z.union([z.enum(['this', 'last']), id]).default('this'),
})

const askQuestion = z.object({
  ...base,
  type: z.literal('ask_question'),
  text: localText,
  answer: z
    .enum(['text', 'choice', 'number', 'email', 'phone', 'url', 'date', 'rating', 'file', 'location'])
    .default('text'),
  /** Of `choice`. Each has an exit of its own, `choice:<id>`; where that is not connected `answered` holds. */
  choices,
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
  /** Of `text`: a regular expression (RE2) the whole answer has to meet; empty: any. */
  pattern: z.string().max(500).default(''),
  saveTo: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('variable'), name: variableName }),
      z.object({ kind: z.literal('contact'), what: z.enum(['name', 'email', 'phone']) }),
      z.object({ kind: z.literal('contact_field'), key: z.string().min(1).max(60) }),
      z.object({ kind: z.literal('conversation_field'), key: z.string().min(1).max(60) }),
    ])
    .nullable()
    .default(null),
  /** What is said to an answer that does not do; asked again so often, then `invalid`. */
  invalidText: localText.nullable().default(null),
  retries: z.number().int().min(0).max(10).default(2),
  timeoutMinutes: minutes(43_200).nullable().default(1440),
})

const branch = z.object({
  ...base,
  type: z.literal('branch'),
  /** In this order; the first that holds is taken. Exits `branch:<id>`, and `else`. */
  branches: z
    .array(z.object({ id: partId, name: z.string().trim().max(80).default(''), condition: workflowCondition }))
    .min(1)
    .max(20),
})

const insideHours = z.object({
  ...base,
  type: z.literal('hours'),
  /** The workspace's, a team's, or hours of its own. */
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('workspace') }),
    z.object({ kind: z.literal('team'), teamId: id.nullable() }),
    z.object({ kind: z.literal('own'), hours }),
  ]),
})

const wait = z.object({
  ...base,
  type: z.literal('wait'),
  /** So many minutes; until a time of day (the next time it comes); until the hours of `teamId` (null: the workspace's) begin. */
  until: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('minutes'), minutes: minutes(43_200) }),
    z.object({ kind: z.literal('time'), time: timeOfDay }),
    z.object({ kind: z.literal('opening'), teamId: id.nullable() }),
    /** Only until the contact writes. */
    z.object({ kind: z.literal('reply') }),
  ]),
  /** The contact writing ends it, too: exit `replied`. */
  orReply: z.boolean().default(false),
})

const assign = z.object({
  ...base,
  type: z.literal('assign'),
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('team'), teamId: id }),
    z.object({ kind: z.literal('member'), memberId: id }),
    /** The contact's dedicated agent; who had them last. `teamId`: whose turn it is where there is none; null: the team it is in. */
    z.object({ kind: z.literal('owner'), teamId: id.nullable() }),
    z.object({ kind: z.literal('previous'), teamId: id.nullable() }),
    z.object({ kind: z.literal('nobody') }),
  ]),
  /** These two instead of what the team's policy says; null: as it says. */
  strategy: strategy.exclude(['manual']).nullable().default(null),
  onlineOnly: z.boolean().nullable().default(null),
  /** Beside every limit there is, not instead of it: who has so many in the team gets none. Null: only those there are. */
  agentLimit: z.number().int().min(1).max(1000).nullable().default(null),
  skillIds: z.array(id).max(20).default([]),
  priority: priority.nullable().default(null),
  /** Nobody has it after so long: exit `timeout`. Null: goes on at once, whoever gets it and when. */
  timeoutMinutes: minutes(week).nullable().default(null),
  /** So many wait there already: exit `full` without joining them. Null: any number may. */
  fullAt: z.number().int().min(1).max(100_000).nullable().default(null),
})

const editContact = z.object({
  ...base,
  type: z.literal('edit_contact'),
  addTags: z.array(tagName).max(20).default([]),
  removeTags: z.array(tagName).max(20).default([]),
  /** Texts in Liquid, or values as they are; null takes one away. */
  fields: z.record(z.string().max(60), fieldValue).default({}),
  stage: stage.nullable().optional(),
  /** `assignee`: whoever has the conversation. */
  ownerId: z.union([id, z.literal('assignee'), z.null()]).optional(),
})

const editConversation = z.object({
  ...base,
  type: z.literal('edit_conversation'),
  addTags: z.array(tagName).max(20).default([]),
  removeTags: z.array(tagName).max(20).default([]),
  fields: z.record(z.string().max(60), fieldValue).default({}),
  priority: priority.optional(),
  skillIds: z.array(id).max(20).optional(),
})

const closeStep = z.object({
  ...base,
  type: z.literal('close'),
  categoryId: id.nullable().default(null),
  summary: closingSummary.default(''),
})

const httpRequest = z.object({
  ...base,
  type: z.literal('http_request'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: liquidText.max(2000),
  /** `{{ secret.name }}` stands for a secret of the workspace, here, in the address and in the body. */
  headers: z
    .array(z.object({ name: z.string().trim().min(1).max(100), value: liquidText.max(2000) }))
    .max(30)
    .default([]),
  body: liquidText.default(''),
  timeoutSeconds: z.number().int().min(1).max(30).default(10),
  retries: z.number().int().min(0).max(5).default(2),
  /** Where in the JSON that is answered values are. `status` is there as `{{ variable.http_status }}`. */
  mapping: z
    .array(z.object({ path: z.string().trim().min(1).max(200), variable: variableName }))
    .max(50)
    .default([]),
})

/** What a run may do. */
export const workflowStep = z.discriminatedUnion('type', [
  sendMessage,
  askQuestion,
  branch,
  insideHours,
  wait,
  assign,
  editContact,
  editConversation,
  z.object({
    ...base,
    type: z.literal('set_variable'),
    variable: variableName,
    /** A text in Liquid, or a value as it is. */ value: workflowValue,
  }),
  z.object({ ...base, type: z.literal('open') }),
  z.object({ ...base, type: z.literal('snooze'), minutes: minutes(43_200) }),
  closeStep,
  z.object({ ...base, type: z.literal('note'), text: liquidText, mentionIds: z.array(id).max(20).default([]) }),
  z.object({
    ...base,
    type: z.literal('notify'),
    memberIds: z.array(id).max(50).default([]),
    managers: z.boolean().default(false),
    assignee: z.boolean().default(false),
    text: liquidText,
  }),
  httpRequest,
  /** Goes to another step at most so many times in a run; then exit `exceeded`. */
  z.object({
    ...base,
    type: z.literal('jump'),
    to: stepId.nullable(),
    most: z.number().int().min(1).max(100).default(3),
  }),
  /** Starts another workflow for this conversation, and goes on. */
  z.object({ ...base, type: z.literal('run_workflow'), workflowId: id.nullable() }),
  /** By chance, in these shares: exits `part:<id>`. The same contact always goes the same way. */
  z.object({
    ...base,
    type: z.literal('split'),
    parts: z
      .array(
        z.object({
          id: partId,
          name: z.string().trim().max(80).default(''),
          percent: z.number().int().min(0).max(100),
        }),
      )
      .min(2)
      .max(10),
  }),
  /** Tells another system, signed and tried again as webhooks are. */
  z.object({ ...base, type: z.literal('webhook'), url: z.string().max(2000), body: liquidText.default('') }),
  z.object({
    ...base,
    type: z.literal('email'),
    to: liquidText.max(500),
    subject: liquidText.max(500),
    text: liquidText,
  }),
  z.object({ ...base, type: z.literal('stop') }),
])
export type WorkflowStep = z.infer<typeof workflowStep>
export type WorkflowStepType = WorkflowStep['type']
export type StepOf<T extends WorkflowStepType> = Extract<WorkflowStep, { type: T }>
export const workflowStepTypes = workflowStep.options.map(({ shape }) => shape.type.value)
