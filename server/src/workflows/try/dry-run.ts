/**
 * What a definition would have done in the last days: every event that it would have begun with, newest first, is walked
 * through the graph. Contact and conversation are as they are now where the log does not say what they were; time, hours
 * and the message are as they were then. Where the way on depends on what nobody knows, it stops: an answer, a wait, who
 * had it in time, what another system said, how long the queue was.
 */
import type { Event, dryRunWorkflow as endpoint, Output, WorkflowDefinition } from '@fairlead/sdk'
import { now } from '../../db/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import { readCursor, readEvents } from '../../events/log.ts'
import { holds } from '../interpreter/condition.ts'
import { needsOf } from '../interpreter/needs.ts'
import type { World } from '../interpreter/world.ts'
import { loadWorld } from '../shell/facts.ts'
import { triggersFor } from '../triggers/begin-runs.ts'
import { contactMessagesOf, findBroadcasts } from '../triggers/broadcasts.ts'
import { beginsWith } from '../triggers/match.ts'
import {
  conversationOf,
  findFirstOfDay,
  findFirstOnes,
  loadPlaces,
  loadPlacesOf,
  type Place,
} from '../triggers/places.ts'
import { type Taken, walk } from './walk.ts'

type DryRun = Output<typeof endpoint>
type Asked = Readonly<{ workspaceId: string; definition: WorkflowDefinition; days: number }>

const mostConsidered = 2000
const mostExamples = 20
const mostMs = 8000
const pageSize = 500
const dayMs = 86_400_000

/** Of a trigger that no event brings, such as a button or time, nothing is considered. */
export async function dryRun(database: Database, asked: Asked): Promise<DryRun> {
  const until = performance.now() + mostMs
  const since = now() - asked.days * dayMs
  const found = new Findings(asked.definition)
  let before = (await readCursor(database.db, asked.workspaceId)) + 1
  while (before > 1 && found.considered < mostConsidered && performance.now() < until) {
    const { workspaceId, definition } = asked
    const page = await readEvents(database.db, {
      workspaceId,
      after: 0,
      before,
      limit: pageSize,
      nouns: [nounOf(definition)],
    })
    const events = page.filter((event) => Date.parse(event.at) >= since && isOf(event, definition))
    await database.transact((tx) => considerAll(tx, asked, events.toReversed(), { found, until }))
    const [oldest] = page
    if (oldest === undefined || Date.parse(oldest.at) < since) break
    before = oldest.sequence
  }
  return found.answer()
}

const nouns = {
  conversation: 'conversation',
  assignment: 'conversation',
  message: 'message',
  contact: 'contact',
  rating: 'rating',
  broadcast: 'message',
}

function nounOf({ start: { trigger } }: WorkflowDefinition): string {
  const [word = ''] = trigger.type.split('_')
  return Object.entries(nouns).find(([name]) => name === word)?.[1] ?? 'nothing'
}

function isOf(event: Event, { start: { trigger } }: WorkflowDefinition): boolean {
  return triggersFor(event).includes(trigger.type)
}

type Looking = Readonly<{ found: Findings; until: number }>

async function considerAll(tx: Tx, asked: Asked, events: readonly Event[], { found, until }: Looking): Promise<void> {
  const occasions = await loadOccasions(tx, asked, events)
  for (const occasion of occasions) {
    if (found.considered >= mostConsidered || performance.now() > until) return
    await consider(tx, asked, occasion, found)
  }
}

type Occasion = Readonly<{ event: Event; place: Place; facts: Parameters<typeof beginsWith>[2] }>

async function loadOccasions(
  tx: Tx,
  { workspaceId, definition }: Asked,
  events: readonly Event[],
): Promise<Occasion[]> {
  const contactIds = events.flatMap((event) => (event.type === 'contact.changed' ? [event.subjectId] : []))
  const opened = events.flatMap((event) => (event.type === 'conversation.opened' ? [event.subjectId] : []))
  const messages = events.flatMap((event) => (event.type === 'message.created' ? [event.data.message] : []))
  const ofConversations = await loadPlaces(tx, workspaceId, [
    ...new Set(events.flatMap((each) => conversationOf(each) ?? [])),
  ])
  const ofContacts = await loadPlacesOf(tx, workspaceId, [...new Set(contactIds)])
  const first = await findFirstOnes(tx, workspaceId, opened)
  const firstOfDay = await findFirstOfDay(tx, workspaceId, messages)
  const isAsked = definition.start.trigger.type === 'broadcast_reply'
  const broadcasts = await findBroadcasts(tx, workspaceId, isAsked ? contactMessagesOf(events) : [])
  return events.flatMap((event) => {
    const id = conversationOf(event)
    const place = id === null ? ofContacts.get(event.subjectId) : ofConversations.get(id)
    if (place === undefined) return []
    const isFirstOfDay = event.type === 'message.created' && firstOfDay.has(event.data.message.id)
    const broadcast = (event.type === 'message.created' && broadcasts.get(event.data.message.id)?.name) || null
    const isNewContact = first.has(place.conversationId)
    return [
      { event, place, facts: { channel: place.channel, isNewContact, isFirstOfDay, isMereAnswer: false, broadcast } },
    ]
  })
}

async function consider(
  tx: Tx,
  { workspaceId, definition }: Asked,
  occasion: Occasion,
  found: Findings,
): Promise<void> {
  const { event, place, facts } = occasion
  found.considered += 1
  if (!beginsWith(definition.start.trigger, event, facts) || found.hasBegun(occasion)) return
  const { conversationId } = place
  const hours = [null, ...definition.steps.map(({ id }) => id)].flatMap((id) => needsOf(definition, id).hours)
  const needs = { hours: [...new Set(hours)], queues: [] }
  const at = Date.parse(event.at)
  const loaded = await loadWorld(tx, { workspaceId, conversationId, needs, steps: definition.steps, now: at })
  if (loaded === null) return
  const world = asThen(loaded, event, await firstText(tx, workspaceId, event, conversationId))
  const variables = facts.broadcast === null ? {} : { broadcast: facts.broadcast }
  if (needsOf(definition, null).queues.length > 0 || !holds(definition.start.condition, world, variables)) return
  found.add(occasion, world.facts.contact.name, await walk(definition, world, variables))
}

function asThen(world: World, event: Event, text: string | null): World {
  const { facts } = world
  const conversation =
    event.type === 'conversation.opened' ? { ...facts.conversation, ...event.data.conversation } : facts.conversation
  return { ...world, facts: { ...facts, conversation, messageText: text ?? facts.messageText } }
}

/** What the contact had written by then, where it can be told. */
async function firstText(tx: Tx, workspaceId: string, event: Event, conversationId: string): Promise<string | null> {
  if (event.type === 'message.created') return event.data.message.text
  if (event.type !== 'conversation.opened') return null
  const row = await tx
    .selectFrom('message')
    .select('text')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('author_type', '=', 'contact')
    .where('is_note', '=', false)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.text ?? null
}

class Findings {
  considered = 0
  #started = 0
  readonly #once: WorkflowDefinition['start']['once']
  readonly #begun = new Set<string>()
  readonly #steps: Map<string, { reached: number; exits: Map<string, number> }>
  readonly #examples: DryRun['examples'] = []

  constructor({ start, steps }: WorkflowDefinition) {
    this.#once = start.once
    this.#steps = new Map(steps.map(({ id }) => [id, { reached: 0, exits: new Map() }]))
  }

  /** It begins once with what was committed together, and no more often than it may. */
  hasBegun({ event, place }: Occasion): boolean {
    return this.#begun.has(this.#keyOf(event, place))
  }

  add({ event, place }: Occasion, contactName: string, path: readonly Taken[]): void {
    this.#begun.add(this.#keyOf(event, place))
    this.#started += 1
    for (const { stepId, exit } of path) {
      const step = this.#steps.get(stepId)
      if (step === undefined) continue
      step.reached += 1
      if (exit !== null) step.exits.set(exit, (step.exits.get(exit) ?? 0) + 1)
    }
    if (this.#examples.length === mostExamples) return
    this.#examples.push({ conversationId: place.conversationId, contactName, path: [...path] })
  }

  answer(): DryRun {
    const steps = [...this.#steps].map(([stepId, { reached, exits }]) => ({
      ...{ stepId, reached, exits: Object.fromEntries(exits) },
    }))
    return { considered: this.considered, started: this.#started, steps, examples: this.#examples }
  }

  #keyOf({ at }: Event, { conversationId, contactId }: Place): string {
    const keys = { always: `${conversationId} ${at}`, conversation: conversationId, contact: contactId }
    return keys[this.#once]
  }
}
