import { z } from 'zod'
import { channel } from './channel.ts'
import { closingCategory } from './closing.ts'
import { id, instant } from './common.ts'
import { contact } from './contact.ts'
import { contactNote } from './contact-note.ts'
import { conversation } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { field } from './field.ts'
import { invitation, member } from './member.ts'
import { message } from './message.ts'
import { promise } from './promise.ts'
import { scheduledMessage } from './scheduled-message.ts'
import { skill } from './skill.ts'
import { tag } from './tag.ts'
import { team } from './team.ts'
import { words } from './words.ts'
import { rating } from './workflow/rating.ts'
import { workflowRun } from './workflow/run.ts'
import { workspace } from './workspace.ts'

/** The fields of a conversation that an event changed. */
export const conversationChange = conversation.partial().required({ id: true })
export type ConversationChange = z.infer<typeof conversationChange>

const changed = { conversation: conversationChange }

/** What each event carries. Whole resources replace what a client has; a change is merged into it. */
export const eventData = {
  'conversation.opened': z.object({ conversation }),
  'conversation.reopened': z.object({ ...changed, by: z.enum(['contact', 'member', 'workflow']) }),
  'conversation.closed': z.object({
    ...changed,
    by: z.enum(['member', 'inactivity', 'merge', 'workflow']),
    /** What whoever closed it said. */
    closing: conversation.shape.closing.optional(),
    /** Since when the contact had waited, where nobody answered. */
    waitingSince: instant.optional(),
  }),
  'conversation.snoozed': z.object(changed),
  'conversation.unsnoozed': z.object({ ...changed, by: z.enum(['time', 'contact', 'member', 'workflow']) }),
  'conversation.assigned': z.object({
    ...changed,
    agentId: id,
    fromAgentId: id.nullable(),
    /** `engine` with its sentence, or how a person did it. */
    by: z.enum(['engine', 'manual', 'claim', 'workflow']),
    sentence: z.string().nullable(),
    /** The same for other languages. */
    words: z.array(words).optional(),
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
      'workflow',
    ]),
  }),
  'conversation.moved': z.object({
    ...changed,
    teamId: id.nullable(),
    fromTeamId: id.nullable(),
    by: z.enum(['manual', 'overflow', 'workflow']),
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
  /** `before`: what of their value to us was otherwise. */
  'contact.changed': z.object({
    contact,
    before: contact.pick({ tags: true, fields: true, stage: true, ownerId: true }).partial().optional(),
  }),
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
  /** Templates of it were approved, refused, changed, or are gone. */
  'channel.templates_changed': z.object({ id }),
  'workspace.changed': z.object({ workspace }),
  'field.created': z.object({ field }),
  'field.changed': z.object({ field }),
  'field.deleted': z.object({ id }),
  'closing_category.created': z.object({ closingCategory }),
  'closing_category.changed': z.object({ closingCategory }),
  'closing_category.deleted': z.object({ id }),
  'tag.changed': z.object({ tag }),
  /** Wherever `from` was there is `tag` now, in its place, or where that was already: see `tagsAfter`. */
  'tag.renamed': z.object({ from: z.string(), tag }),
  /** It is gone from wherever it was. */
  'tag.deleted': z.object({ name: z.string() }),
  'contact_note.created': z.object({ contactNote }),
  'contact_note.changed': z.object({ contactNote }),
  'contact_note.deleted': z.object({ id, contactId: id }),
  'scheduled_message.created': z.object({ scheduledMessage }),
  'scheduled_message.changed': z.object({ scheduledMessage }),
  /** `sent`: it became a message. */
  'scheduled_message.deleted': z.object({ id, conversationId: id, by: z.enum(['member', 'sent', 'forgotten']) }),
  // What may be private is said without what it says: whom it concerns fetches it.
  'view.changed': z.object({ id, ownerId: id.nullable() }),
  'view.deleted': z.object({ id, ownerId: id.nullable() }),
  'snippet.changed': z.object({ id, ownerId: id.nullable() }),
  'snippet.deleted': z.object({ id, ownerId: id.nullable() }),
  'macro.changed': z.object({ id, ownerId: id.nullable() }),
  'macro.deleted': z.object({ id, ownerId: id.nullable() }),
  'draft.changed': z.object({ conversationId: id, memberId: id, version: z.number().int() }),
  'mention.created': z.object({ conversationId: id, messageId: id, memberId: id }),
  'mention.seen': z.object({ conversationId: id, memberId: id }),
  'preference.changed': z.object({ memberId: id }),
  // Its address may be a secret, and only managers see it.
  'webhook.created': z.object({ id }),
  'webhook.changed': z.object({ id }),
  'webhook.deleted': z.object({ id }),
  'workflow.changed': z.object({ id }),
  'workflow.deleted': z.object({ id }),
  /** Of the conversation. */
  'workflow_run.started': z.object({ run: workflowRun }),
  'workflow_run.ended': z.object({ run: workflowRun }),
  'rating.given': z.object({ rating }),
} as const

export type EventType = keyof typeof eventData
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>
/** What an event is of, as its type begins. */
export type EventNoun = EventType extends `${infer Noun}.${string}` ? Noun : never

export const actor = z.object({
  /** `workflow` with its id. */
  type: z.enum(['member', 'contact', 'system', 'workflow']),
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

const oneNoun = [...new Set(Object.keys(eventData).map((type) => type.slice(0, type.indexOf('.'))))].join('|')
const severalNouns = new RegExp(`^(${oneNoun})(,(${oneNoun})){0,99}$`)

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
    noun: z
      .string()
      .regex(severalNouns, 'must be nouns of events, with commas between them')
      .meta({ description: 'Only of these nouns, with commas between them: `conversation` leaves out messages.' })
      .optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
    /** As a page: the newest so many before this one, oldest first, in the place of those after a cursor. */
    before: z.coerce.number().int().min(1).optional(),
    /** Live: also what is no event, named `signal` and without an id. Who asks for nothing gets the log alone. */
    signals: z.enum(['true', 'false']).optional(),
  }),
  response: z.object({ data: z.array(eventEnvelope), cursor: z.number().int() }),
})
