import { z } from 'zod'
import { channelType } from '../channel-types/list.ts'
import { id } from '../common.ts'
import { stage, tagName } from '../contact.ts'
import { weekdays } from '../hours.ts'
import { broadcastName } from '../message.ts'
import { always, workflowCondition } from './condition.ts'
import { timeOfDay, variableName } from './value.ts'

const channels = {
  /** None: all of them. */
  channelIds: z.array(id).max(100).default([]),
  channelTypes: z.array(channelType).max(20).default([]),
}

const minutes = z.number().int().min(1).max(43_200)

const formField = z.object({
  name: variableName,
  label: z.string().trim().min(1).max(120),
  kind: z.enum(['text', 'long_text', 'number', 'choice', 'date', 'flag']),
  choices: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
  isRequired: z.boolean().default(false),
})
export type WorkflowFormField = z.infer<typeof formField>

/** What begins a run. */
export const workflowTrigger = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('conversation_opened'),
    ...channels,
    contacts: z.enum(['all', 'new', 'returning']).default('all'),
    /** Who began it. */
    by: z.enum(['all', 'contact', 'member']).default('contact'),
  }),
  z.object({
    type: z.literal('conversation_closed'),
    ...channels,
    by: z.enum(['all', 'member', 'inactivity']).default('all'),
  }),
  z.object({
    type: z.literal('conversation_reopened'),
    ...channels,
    by: z.enum(['all', 'contact', 'member']).default('all'),
  }),
  z.object({
    type: z.literal('message_received'),
    ...channels,
    /** Any of these words or phrases in it, as whole words, without regard to case; none: any text. */
    keywords: z.array(z.string().trim().min(1).max(100)).max(100).default([]),
    /** A regular expression (RE2) that has to be found in it, too. */
    pattern: z.string().max(500).default(''),
    /** Only the contact's first of the day, in the workspace's time zone. */
    firstOfDay: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('contact_tag_changed'),
    change: z.enum(['added', 'removed']).default('added'),
    /** None: any. */
    tags: z.array(tagName).max(50).default([]),
  }),
  z.object({
    type: z.literal('contact_field_changed'),
    /** A field's key; empty: any. */ field: z.string().max(60).default(''),
  }),
  z.object({ type: z.literal('contact_stage_changed'), to: z.array(stage).max(50).default([]) }),
  z.object({ type: z.literal('contact_owner_changed') }),
  z.object({
    type: z.literal('assignment_changed'),
    to: z.enum(['all', 'somebody', 'nobody', 'another_team']).default('all'),
  }),
  /** The contact has waited so long for an answer, in an open conversation. */
  z.object({
    type: z.literal('waiting_longer'),
    ...channels,
    minutes,
    whose: z.enum(['all', 'assigned', 'unassigned']).default('all'),
  }),
  /** We wrote last, and the contact has not answered for so long. */
  z.object({ type: z.literal('no_reply'), ...channels, minutes }),
  /** A member starts it from a conversation, after filling in the form. */
  z.object({
    type: z.literal('button'),
    label: z.string().trim().min(1).max(60),
    form: z.array(formField).max(20).default([]),
    /** A single key with which it is started from a conversation, beside the palette; empty: none. */
    shortcut: z
      .string()
      .regex(/^[a-z0-9]?$/, 'must be one letter or digit')
      .default(''),
  }),
  /** Another system posts JSON to an address of its own. */
  z.object({
    type: z.literal('webhook'),
    /** Where in the body values are: `order.number`, `items[0].name`. */
    mapping: z
      .array(z.object({ path: z.string().trim().min(1).max(200), variable: variableName }))
      .max(50)
      .default([]),
    /** Whom it concerns: where their e-mail address, phone number or id is in the body. */
    contact: z.object({
      by: z.enum(['email', 'phone', 'contactId', 'conversationId']),
      path: z.string().trim().min(1).max(200),
    }),
  }),
  /** For each open conversation that meets the conditions. */
  z.object({
    type: z.literal('schedule'),
    days: z.array(z.enum(weekdays)).min(1).max(7),
    times: z.array(timeOfDay).min(1).max(24),
    /** IANA; empty: the workspace's. */
    timeZone: z.string().max(60).default(''),
  }),
  /** Only another workflow starts it. */
  z.object({ type: z.literal('workflow') }),
  /** A contact writes for the first time after a message of ours that is part of a broadcast. */
  z.object({
    type: z.literal('broadcast_reply'),
    ...channels,
    /** The names of broadcasts; none: any. */
    broadcasts: z.array(broadcastName).max(50).default([]),
  }),
  z.object({ type: z.literal('rating_given'), scores: z.array(z.number().int().min(1).max(5)).max(5).default([]) }),
])
export type WorkflowTrigger = z.infer<typeof workflowTrigger>
export type WorkflowTriggerType = WorkflowTrigger['type']
export const workflowTriggerTypes = workflowTrigger.options.map(({ shape }) => shape.type.value)

export const workflowStart = z.object({
  trigger: workflowTrigger,
  condition: workflowCondition.default(always),
  /** How often it may begin: each time; once for each conversation; once for each contact, ever. */
  once: z.enum(['always', 'conversation', 'contact']).default('always'),
  /** Where it goes first; null: nowhere yet. */
  next: z.string().max(60).nullable().default(null),
})
export type WorkflowStart = z.infer<typeof workflowStart>
