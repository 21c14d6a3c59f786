import type { Event } from '@fairlead/sdk'
import type { Ledger } from '../ledger.ts'
import { keyword, type WorkflowKey } from '../workflows/definitions.ts'
import type { Workflows } from '../workflows/publish.ts'
import { nameOf, type Run } from './runs.ts'

type Found = { lost: string[]; twice: string[] }

/** What each of those that nobody changes begins with; of the two that route, one begins. */
const begins: Readonly<Partial<Record<WorkflowKey, (event: Event) => boolean>>> = {
  welcome: isOpening,
  offer: (event) => {
    if (event.type !== 'message.created') return false
    const { author, isNote, text } = event.data.message
    return author.type === 'contact' && !isNote && text.toLowerCase().includes(keyword)
  },
  order: ({ type }) => type === 'conversation.reopened',
  rating: (event) => event.type === 'conversation.closed' && event.data.by === 'member',
  thanks: ({ type }) => type === 'rating.given',
}

/** Where something happened with which a workflow begins and it did not, or more than once, or for nothing. */
export function findMisbegun(log: readonly Event[], runs: readonly Run[], { ids, around }: Workflows): Found {
  const found: Found = { lost: [], twice: [] }
  for (const [key, isMet] of Object.entries(begins) as [WorkflowKey, (event: Event) => boolean][]) {
    const own = runs.filter(({ workflow_id }) => workflow_id === ids[key])
    compare(found, key, eventsAfter(log, ids[key]).filter(isMet), own)
  }
  const isRouted = (event: Event) =>
    event.type === 'conversation.opened' &&
    isOpening(event) &&
    around.routedChannelIds.includes(event.data.conversation.channelId)
  const routing = runs.filter(({ workflow_id }) => workflow_id === ids.route || workflow_id === ids.detour)
  compare(found, 'route', eventsAfter(log, ids.route).filter(isRouted), routing)
  return found
}

// What was committed together in a conversation it begins with once.
function compare({ lost, twice }: Found, key: WorkflowKey, events: readonly Event[], runs: readonly Run[]): void {
  const occasionOf = (event: Event) => `${conversationOf(event)} at ${event.at}`
  const known = new Map(events.map((event) => [event.sequence, occasionOf(event)]))
  const begun = Map.groupBy(runs, ({ sequence }) => known.get(sequence ?? -1))
  for (const run of begun.get(undefined) ?? []) twice.push(`${nameOf(run)} began for nothing`)
  for (const occasion of new Set(known.values())) {
    const times = begun.get(occasion)?.length ?? 0
    if (times === 0) lost.push(`${key} did not begin in ${occasion}`)
    if (times > 1) twice.push(`${key} began ${times} times in ${occasion}`)
  }
}

/** What followed its publication. */
function eventsAfter(log: readonly Event[], workflowId: string): readonly Event[] {
  const published = log.findLastIndex(({ type, subjectId }) => type === 'workflow.changed' && subjectId === workflowId)
  return log.slice(published + 1)
}

function isOpening(event: Event): boolean {
  return (
    event.type === 'conversation.opened' &&
    event.data.conversation.status !== 'closed' &&
    event.actor.type === 'contact'
  )
}

function conversationOf(event: Event): string {
  return event.type === 'message.created' ? event.data.message.conversationId : event.subjectId
}

/** Runs that began while their workflow was switched off, as far as its manager was told so. */
export function findBegunWhileOff({ switchings }: Ledger, runs: readonly Run[]): readonly string[] {
  return changingIds(switchings).flatMap((workflowId) => {
    const own = switchings.filter((each) => each.workflowId === workflowId)
    const windows = own.flatMap((each, index) => {
      if ((each.to !== 'off' && each.to !== 'cancel') || each.until === null) return []
      // What was not answered may be done as long after as a process can stand still.
      const isUncertain = own.slice(0, index).some(({ until, from }) => until === null && from > each.from - doubtMs)
      const next = own.slice(index + 1).find(({ to }) => to === 'on' || to === 'publish')
      return isUncertain ? [] : [{ from: each.until + slackMs, until: next?.from ?? Number.POSITIVE_INFINITY }]
    })
    return runs
      .filter((run) => run.workflow_id === workflowId)
      .filter(({ id }) => windows.some(({ from, until }) => madeAt(id) > from && madeAt(id) < until - slackMs))
      .map((run) => `${nameOf(run)} began while the workflow was off`)
  })
}

const doubtMs = 45_000
// Between clocks.
const slackMs = 1500

function changingIds(switchings: Ledger['switchings']): string[] {
  return [...new Set(switchings.map(({ workflowId }) => workflowId))]
}

/** A UUIDv7 says it. */
function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}

/** Parcels of which another system was told that a run began, and that have none, another one, or several. */
export function findMisshipped({ parcels }: Ledger, runs: readonly Run[], { ids }: Workflows): Found {
  const found: Found = { lost: [], twice: [] }
  const own = Map.groupBy(
    runs.filter(({ workflow_id }) => workflow_id === ids.shipping),
    ({ variables }) => String(variables.parcel),
  )
  for (const [parcel, all] of own) if (all.length > 1) found.twice.push(`${parcel} began ${all.length} runs`)
  for (const { parcel, runId } of parcels) {
    const first = own.get(parcel)?.[0]?.id
    if (first === undefined || first !== runId) found.lost.push(`${parcel} began ${first}, and ${runId} was answered`)
  }
  return found
}
