import { z } from 'zod'
import { channel } from './channel.ts'
import { id, instant } from './common.ts'
import { contact } from './contact.ts'
import { conversation } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { invitation, member } from './member.ts'
import { message } from './message.ts'
import { promise } from './promise.ts'
import { skill } from './skill.ts'
import { team } from './team.ts'
import { workspace } from './workspace.ts'

/** The fields of a conversation that an event changed. */
export const conversationChange = conversation.partial().required({ id: true })
export type ConversationChange = z.infer<typeof conversationChange>

const changed = { conversation: conversationChange }

/** What each event carries. Whole resources replace what a client has; a change is merged into it. */
export const eventData = {
  'conversation.opened': z.object({ conversation }),
  'conversation.reopened': z.object({ ...changed, by: z.enum(['contact', 'member']) }),
  'conversation.closed': z.object({ ...changed, by: z.enum(['member', 'inactivity', 'merge']) }),
  'conversation.snoozed': z.object(changed),
  'conversation.unsnoozed': z.object({ ...changed, by: z.enum(['time', 'contact', 'member']) }),
  'conversation.assigned': z.object({
    ...changed,
    agentId: id,
    fromAgentId: id.nullable(),
    /** `engine` with its sentence, or how a person did it. */
    by: z.enum(['engine', 'manual', 'claim']),
    sentence: z.string().nullable(),
    isOverLimit: z.boolean(),
  }),
  'conversation.unassigned': z.object({
    ...changed,
    fromAgentId: id,
    by: z.enum([
      'manual',
      'transfer',
      'deactivated',
      'removed',
      'reopened',
      'declined',
      'no_answer',
      'offline',
      'unsnoozed',
    ]),
  }),
  'conversation.moved': z.object({
    ...changed,
    teamId: id.nullable(),
    fromTeamId: id.nullable(),
    by: z.enum(['manual', 'overflow']),
  }),
  /** Everybody who could was asked, and nobody answered: managers should look. */
  'conversation.escalated': z.object({ ...changed, reason: z.enum(['all_tried']) }),
  'conversation.changed': z.object(changed),
  'conversation.read': z.object(changed),
  'message.created': z.object({ message, conversation: conversationChange }),
  'message.changed': z.object({ message, what: z.enum(['state', 'edit', 'deletion', 'reaction', 'attachment']) }),
  /** It stood there twice: the other one goes on. */
  'message.removed': z.object({ id, conversationId: id }),
  'contact.created': z.object({ contact }),
  'contact.changed': z.object({ contact }),
  /** `contact` now has everything of the one that is gone. */
  'contact.merged': z.object({ contact, mergedId: id }),
  'member.created': z.object({ member }),
  'member.changed': z.object({ member }),
  'member.presence_changed': z.object({ member }),
  'invitation.created': z.object({ invitation }),
  'invitation.deleted': z.object({ id }),
  'invitation.accepted': z.object({ id, memberId: id }),
  'team.created': z.object({ team }),
  'team.changed': z.object({ team }),
  'team.deleted': z.object({ id }),
  'skill.created': z.object({ skill }),
  'skill.changed': z.object({ skill }),
  'skill.deleted': z.object({ id }),
  'promise.made': z.object({ promise }),
  'promise.settled': z.object({ promise }),
  'channel.created': z.object({ channel }),
  'channel.changed': z.object({ channel }),
  'channel.deleted': z.object({ id }),
  'workspace.changed': z.object({ workspace }),
} as const

export type EventType = keyof typeof eventData
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>

export const actor = z.object({
  type: z.enum(['member', 'contact', 'system']),
  id: id.nullable(),
})
export type Actor = z.infer<typeof actor>

/** One entry of the log. `sequence` counts up without gaps within the workspace; it is the cursor. */
export type Event = {
  [T in EventType]: Readonly<{
    sequence: number
    type: T
    subjectId: string
    actor: Actor
    at: string
    data: EventData<T>
  }>
}[EventType]

export const eventEnvelope = z
  .object({
    sequence: z.number().int(),
    type: z.string(),
    subjectId: id,
    actor,
    at: instant,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' })

/**
 * Answers `text/event-stream` when asked for it: then it stays open, and `Last-Event-ID` resumes. With `subjectId` or
 * `noun`, an event named `cursor` says from time to time how far the log was followed though nothing of it was asked
 * for. `limit` is for pages.
 */
export const listEvents = endpoint({
  method: 'get',
  path: '/events',
  tag: 'Events',
  access: 'agent',
  summary: 'The log after a cursor: as a page of JSON, or live as server-sent events.',
  query: z.object({
    after: z.coerce.number().int().min(0).optional(),
    subjectId: id.optional(),
    /** Only of this noun: `conversation` leaves out the messages of a conversation’s history. */
    noun: z
      .enum([
        'conversation',
        'message',
        'contact',
        'member',
        'invitation',
        'team',
        'skill',
        'promise',
        'channel',
        'workspace',
      ])
      .optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  response: z.object({ data: z.array(eventEnvelope), cursor: z.number().int() }),
})
