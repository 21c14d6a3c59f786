import { isDeepStrictEqual } from 'node:util'
import type { ChannelType, Contact, Event, WorkflowTrigger } from '@fairlead/sdk'
import { type Effort, isFound, newEffort } from '../interpreter/pattern.ts'
import { mentions } from './keywords.ts'

/** What an event does not say itself and triggers ask about. */
export type OccasionFacts = Readonly<{
  /** Of the conversation. */
  channel: Readonly<{ id: string; type: ChannelType }>
  /** The contact never had another conversation. */
  isNewContact: boolean
  /** Nothing else came from the contact today, in the workspace's time zone. */
  isFirstOfDay: boolean
  /** It only answers what a workflow asked for in a closed conversation, and left that closed. */
  isMereAnswer: boolean
  /** The name of the broadcast that the message answers; null: none. */
  broadcast: string | null
}>

/**
 * Whether a workflow begins with what happened, before its condition is asked. What only time, a member, another system
 * or another workflow brings is no event, and never begins here. `effort`: of all workflows that are asked of the event.
 */
export function beginsWith(
  trigger: WorkflowTrigger,
  event: Event,
  facts: OccasionFacts,
  effort: Effort = newEffort(),
): boolean {
  switch (trigger.type) {
    case 'conversation_opened':
      return event.type === 'conversation.opened' && isOpening(trigger, event, facts)
    case 'conversation_closed':
      return event.type === 'conversation.closed' && isOn(trigger, facts) && isClosing(trigger, event)
    case 'conversation_reopened':
      return event.type === 'conversation.reopened' && isOn(trigger, facts) && isBy(trigger.by, event.data.by)
    case 'message_received':
      return event.type === 'message.created' && isOn(trigger, facts) && isReceived(trigger, event, facts, effort)
    case 'broadcast_reply':
      return event.type === 'message.created' && isOn(trigger, facts) && isBroadcastReply(trigger, event, facts)
    case 'contact_tag_changed':
      return event.type === 'contact.changed' && isTagged(trigger, event.data)
    case 'contact_field_changed':
      return event.type === 'contact.changed' && isFieldChange(trigger.field, event.data)
    case 'contact_stage_changed':
      return event.type === 'contact.changed' && isStageChange(trigger.to, event.data)
    case 'contact_owner_changed':
      return event.type === 'contact.changed' && event.data.before?.ownerId !== undefined
    case 'assignment_changed':
      return isAssignment(trigger.to, event)
    case 'rating_given':
      return event.type === 'rating.given' && isAmong(trigger.scores, event.data.rating.score)
    case 'waiting_longer':
    case 'no_reply':
    case 'button':
    case 'webhook':
    case 'schedule':
    case 'workflow':
      return false
    default:
      return trigger satisfies never
  }
}

type TriggerOf<T extends WorkflowTrigger['type']> = Extract<WorkflowTrigger, { type: T }>
type EventOf<T extends Event['type']> = Extract<Event, { type: T }>

/** Whether somebody outside wrote it themself: no machine, no member, no workflow, and no note. */
export function isFromContact({ data: { message } }: EventOf<'message.created'>): boolean {
  return message.author.type === 'contact' && !message.isNote && message.content.isAutomatic !== true
}

function isOn(
  { channelIds, channelTypes }: Readonly<{ channelIds: readonly string[]; channelTypes: readonly ChannelType[] }>,
  { channel }: OccasionFacts,
): boolean {
  return isAmong(channelIds, channel.id) && isAmong(channelTypes, channel.type)
}

function isAmong<T>(wanted: readonly T[], given: T): boolean {
  return wanted.length === 0 || wanted.includes(given)
}

function isBy(wanted: string, given: string): boolean {
  return wanted === 'all' || wanted === given
}

// What a machine wrote is kept in a conversation that is closed from the beginning, and so is what we wrote elsewhere.
function isOpening(
  trigger: TriggerOf<'conversation_opened'>,
  event: EventOf<'conversation.opened'>,
  facts: OccasionFacts,
) {
  if (event.data.conversation.status === 'closed' || !isOn(trigger, facts)) return false
  const isContact = trigger.contacts === 'all' || (trigger.contacts === 'new') === facts.isNewContact
  return isContact && isBy(trigger.by, event.actor.type)
}

// One that was merged goes on in another.
function isClosing({ by }: TriggerOf<'conversation_closed'>, { data }: EventOf<'conversation.closed'>): boolean {
  return data.by !== 'merge' && isBy(by, data.by)
}

function isReceived(
  { keywords, pattern, firstOfDay }: TriggerOf<'message_received'>,
  event: EventOf<'message.created'>,
  { isFirstOfDay, isMereAnswer }: OccasionFacts,
  effort: Effort,
): boolean {
  if (!isFromContact(event) || isMereAnswer || (firstOfDay && !isFirstOfDay)) return false
  const { text } = event.data.message
  return (keywords.length === 0 || mentions(text, keywords)) && (pattern === '' || isFound(pattern, [text], effort))
}

function isBroadcastReply(
  { broadcasts }: TriggerOf<'broadcast_reply'>,
  event: EventOf<'message.created'>,
  { broadcast }: OccasionFacts,
): boolean {
  return isFromContact(event) && broadcast !== null && isAmong(broadcasts, broadcast)
}

type Change = EventOf<'contact.changed'>['data']

function isTagged({ change, tags }: TriggerOf<'contact_tag_changed'>, { contact, before }: Change): boolean {
  if (before?.tags === undefined) return false
  const [from, to] = change === 'added' ? [before.tags, contact.tags] : [contact.tags, before.tags]
  return to.some((tag) => !from.includes(tag) && isAmong(tags, tag))
}

function isFieldChange(field: string, { contact, before }: Change): boolean {
  if (before?.fields === undefined) return false
  return field === '' || !isDeepStrictEqual(fieldOf(before.fields, field), fieldOf(contact.fields, field))
}

function fieldOf(fields: Contact['fields'], key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : null
}

function isStageChange(to: readonly string[], { contact, before }: Change): boolean {
  if (before?.stage === undefined) return false
  return to.length === 0 || (contact.stage !== null && to.includes(contact.stage))
}

function isAssignment(to: TriggerOf<'assignment_changed'>['to'], event: Event): boolean {
  switch (event.type) {
    case 'conversation.assigned':
      return to === 'all' || to === 'somebody'
    case 'conversation.unassigned':
      return to === 'all' || to === 'nobody'
    case 'conversation.moved':
      // Its first team is no other one.
      return event.data.fromTeamId !== null && (to === 'all' || to === 'another_team')
    default:
      return false
  }
}
