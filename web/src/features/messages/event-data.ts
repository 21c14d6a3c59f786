import type { EventData } from '@fairlead/sdk'

type Told =
  | 'conversation.assigned'
  | 'conversation.unassigned'
  | 'conversation.moved'
  | 'conversation.closed'
  | 'conversation.reopened'
  | 'conversation.snoozed'
  | 'conversation.unsnoozed'
  | 'conversation.changed'
  | 'workflow_run.started'
  | 'workflow_run.ended'
  | 'rating.given'

const needed: { readonly [T in Told]: readonly (keyof EventData<T>)[] } = {
  'conversation.assigned': ['agentId', 'by'],
  'conversation.unassigned': ['fromAgentId', 'by'],
  'conversation.moved': ['teamId', 'by'],
  'conversation.closed': ['by'],
  'conversation.reopened': ['by'],
  'conversation.snoozed': ['conversation'],
  'conversation.unsnoozed': ['by'],
  'conversation.changed': ['conversation'],
  'workflow_run.started': ['run'],
  'workflow_run.ended': ['run'],
  'rating.given': ['rating'],
}

/**
 * What an entry of the log carries, where it is complete. Looked at by hand and not by its schema: every thread reads
 * hundreds of these, and the inbox is on the screen before the contract has been fetched.
 */
export function readEventData<T extends Told>(type: T, data: unknown): EventData<T> | undefined {
  return isComplete(type, data) ? data : undefined
}

function isComplete<T extends Told>(type: T, data: unknown): data is EventData<T> {
  return typeof data === 'object' && data !== null && needed[type].every((key) => key in data)
}
