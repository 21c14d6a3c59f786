import { type ConversationChange, conversationChangeOf, type Event, filterReads } from '@fairlead/sdk'
import {
  type ConversationList,
  isElsewhere,
  type ListScope,
  placeBefore,
  queueOrder,
  sortOf,
} from './conversation-list.ts'

/**
 * Whether a conversation we know nothing of could have to appear in the list after the event. When it could, it is
 * worth fetching.
 */
export function mayEnter(list: ConversationList, scope: ListScope, event: Event): boolean {
  const change = conversationChangeOf(event)
  if (change === null || scope.view === 'mentions') return false
  if (isElsewhere(scope, change) || isBeyond(list, scope, change)) return false

  // What is not in a complete list did not belong to it, and only a change of where it belongs brings it in. Into the
  // part we have of a longer one it also comes by moving up.
  const changesView = change.status !== undefined || change.assigneeId !== undefined || change.teamId !== undefined
  const isRead = scope.saved !== undefined && [...filterReads(scope.saved.filter)].some((key) => key in change)
  return changesView || isRead || (list.nextCursor !== null && mayMoveUp(scope, change))
}

// Who is answered moves back, and so does what loses its priority.
function mayMoveUp(scope: ListScope, { waitingSince, priority, lastActivityAt }: ConversationChange): boolean {
  switch (sortOf(scope)) {
    case 'queue':
      return Boolean(waitingSince) || (priority !== undefined && scope.boosts[priority] > leastBoost(scope))
    case 'activity':
      return lastActivityAt !== undefined
    case 'oldest':
      return false
  }
}

/** Whether its place, whatever else is true of it, is in a page that we do not have yet. */
function isBeyond({ nextCursor, reach }: ConversationList, scope: ListScope, change: ConversationChange): boolean {
  if (nextCursor === null || reach === null) return false

  switch (sortOf(scope)) {
    case 'queue': {
      const before = placeBefore(scope, change) - placeBefore(scope, reach)
      return before > 0 || (before === 0 && earliestOrder(scope, change) > queueOrder(reach, scope.boosts))
    }
    case 'activity':
      return Date.parse(change.lastActivityAt ?? '') < Date.parse(reach.lastActivityAt)
    case 'oldest':
      return change.id > reach.id
  }
}

// With the highest priority, where the change says nothing of it.
function earliestOrder(scope: ListScope, { queuedSince, priority }: ConversationChange): number {
  const { boosts } = scope
  const boost = priority === undefined ? Math.max(...Object.values(boosts)) : boosts[priority]
  return queuedSince === undefined ? Number.NEGATIVE_INFINITY : Date.parse(queuedSince) - boost * 60_000
}

function leastBoost({ boosts }: ListScope): number {
  return Math.min(...Object.values(boosts))
}
