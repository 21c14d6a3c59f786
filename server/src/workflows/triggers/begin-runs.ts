import type { Event, WorkflowTriggerType, WorkflowValue } from '@fairlead/sdk'
import type { Logger } from 'pino'
import { now } from '../../db/clock.ts'
import type { Tx } from '../../db/database.ts'
import { type Effort, newEffort } from '../interpreter/pattern.ts'
import { Pause } from '../pause.ts'
import { type Answered, contactMessagesOf, findBroadcasts } from './broadcasts.ts'
import { meetsCondition } from './conditions.ts'
import { findCause } from './loops.ts'
import { beginsWith, type OccasionFacts } from './match.ts'
import { conversationOf, findFirstOfDay, findFirstOnes, loadPlaces, loadPlacesOf, type Place } from './places.ts'
import { listPublished, type Published } from './published.ts'
import { startRun } from './start-run.ts'

const triggersOf: Partial<Readonly<Record<Event['type'], readonly WorkflowTriggerType[]>>> = {
  'conversation.opened': ['conversation_opened'],
  'conversation.reopened': ['conversation_reopened'],
  'conversation.closed': ['conversation_closed'],
  'conversation.assigned': ['assignment_changed'],
  'conversation.unassigned': ['assignment_changed'],
  'conversation.moved': ['assignment_changed'],
  'message.created': ['message_received', 'broadcast_reply'],
  'contact.changed': ['contact_tag_changed', 'contact_field_changed', 'contact_stage_changed', 'contact_owner_changed'],
  'rating.given': ['rating_given'],
}

/** By which triggers workflows may begin with an event. */
export function triggersFor(event: Event): readonly WorkflowTriggerType[] {
  return triggersOf[event.type] ?? []
}

/**
 * Begins what workflows begin with these events, in the order of events, then of workflows. Each begins once with what
 * was committed together in a conversation; of several that say whose a new conversation is, only the first.
 *
 * Answers the new conversations that one of those has taken on.
 */
export async function beginRuns(
  tx: Tx,
  workspaceId: string,
  events: readonly Event[],
  log: Logger,
): Promise<ReadonlySet<string>> {
  const types = [...new Set(events.flatMap(triggersFor))]
  const workflows = await listPublished(tx, workspaceId, types)
  const occasions = workflows.length === 0 ? [] : await loadOccasions(tx, workspaceId, events, workflows)
  const begun = new Set<string>()
  const routed = new Set<string>()
  const pause = new Pause()
  for (const occasion of occasions) {
    const effort = newEffort()
    for (const workflow of workflows) {
      await pause.whenLong()
      const key = `${workflow.id} ${occasion.place.conversationId} ${occasion.event.at}`
      const isTaken = workflow.isRouting && routed.has(occasion.place.conversationId)
      if (isTaken || begun.has(key) || !(await beginOne(tx, workflow, { ...occasion, effort }, log))) continue
      begun.add(key)
      if (workflow.isRouting) routed.add(occasion.place.conversationId)
    }
    if (effort.left < 0) {
      log.warn(
        { workspaceId, sequence: occasion.event.sequence },
        'patterns of workflows take too long; some were not found',
      )
    }
  }
  return routed
}

type Occasion = Readonly<{
  event: Event
  place: Place
  facts: OccasionFacts
  answered: Answered | null
  depth: number
}>

type Asked = Occasion & Readonly<{ effort: Effort }>

async function beginOne(tx: Tx, workflow: Published, occasion: Asked, log: Logger): Promise<boolean> {
  const { workspaceId, id: workflowId, start } = workflow
  const { event, facts, depth, effort } = occasion
  const { conversationId, contactId } = occasion.place
  if (!beginsWith(start.trigger, event, facts, effort)) return false
  const variables = variablesOf(workflow, occasion)
  if (!(await meetsCondition(tx, { workspaceId, conversationId, start, variables, now: now(), effort }))) return false
  const started = await startRun(tx, {
    ...{ workspaceId, workflowId, conversationId, contactId, variables, depth },
    ...{ occasion: occasionOf(workflow, occasion), at: new Date(event.at) },
  })
  if ('id' in started) return true
  if (started.refused === 'too_deep') {
    log.warn({ workspaceId, workflowId, conversationId, depth }, 'a workflow was not begun: it looks like a loop')
  }
  return false
}

/** What the run knows from the beginning. */
function variablesOf(
  { start: { trigger } }: Published,
  { answered }: Occasion,
): Readonly<Record<string, WorkflowValue>> {
  return trigger.type === 'broadcast_reply' && answered !== null ? { broadcast: answered.name } : {}
}

/** With what it begins once: of a broadcast the message that went to this contact. */
function occasionOf({ start: { trigger } }: Published, { event, answered }: Occasion): string {
  const isAnswer = trigger.type === 'broadcast_reply' && answered !== null
  return isAnswer ? `broadcast:${answered.messageId}` : `event:${event.sequence}`
}

async function loadOccasions(
  tx: Tx,
  workspaceId: string,
  events: readonly Event[],
  workflows: readonly Published[],
): Promise<Occasion[]> {
  const begun = new Set(workflows.map(({ start }) => start.trigger.type))
  const concerned = events.filter((event) => triggersFor(event).some((type) => begun.has(type)))
  const contactIds = concerned.flatMap((event) => (event.type === 'contact.changed' ? [event.subjectId] : []))
  const [ofConversations, ofContacts, first, firstOfDay, broadcasts] = await Promise.all([
    loadPlaces(tx, workspaceId, [...new Set(concerned.flatMap((event) => conversationOf(event) ?? []))]),
    loadPlacesOf(tx, workspaceId, [...new Set(contactIds)]),
    findFirstOnes(tx, workspaceId, openedOf(concerned, workflows)),
    findFirstOfDay(tx, workspaceId, messagesOf(concerned, workflows)),
    findBroadcasts(tx, workspaceId, begun.has('broadcast_reply') ? contactMessagesOf(concerned) : []),
  ])
  const occasions: Occasion[] = []
  for (const event of concerned) {
    const id = conversationOf(event)
    const place = id === null ? ofContacts.get(event.subjectId) : ofConversations.get(id)
    if (!place) continue
    const answered = (event.type === 'message.created' && broadcasts.get(event.data.message.id)) || null
    const facts = {
      channel: place.channel,
      isNewContact: first.has(place.conversationId),
      isFirstOfDay: event.type === 'message.created' && firstOfDay.has(event.data.message.id),
      isMereAnswer: isMereAnswer(event, place),
      broadcast: answered?.name ?? null,
    }
    const cause = await findCause(tx, workspaceId, { actor: event.actor, contactId: place.contactId })
    occasions.push({ event, place, facts, answered, depth: cause === null ? 0 : cause.depth + 1 })
  }
  return occasions
}

// Any other message would have opened it.
function isMereAnswer(event: Event, { closedAt }: Place): boolean {
  return event.type === 'message.created' && closedAt !== null && Date.parse(event.at) > closedAt.getTime()
}

function openedOf(events: readonly Event[], workflows: readonly Published[]): string[] {
  const isAsked = workflows.some(
    ({ start: { trigger } }) => trigger.type === 'conversation_opened' && trigger.contacts !== 'all',
  )
  return isAsked ? events.flatMap((event) => (event.type === 'conversation.opened' ? [event.subjectId] : [])) : []
}

function messagesOf(events: readonly Event[], workflows: readonly Published[]) {
  const isAsked = workflows.some(({ start: { trigger } }) => trigger.type === 'message_received' && trigger.firstOfDay)
  return isAsked ? events.flatMap((event) => (event.type === 'message.created' ? [event.data.message] : [])) : []
}
