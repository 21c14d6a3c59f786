import type { Actor, Conversation, EventData, listEvents, Output, Priority, RunEnd, Words } from '@fairlead/sdk'
import { readEventData } from './event-data.ts'

/** An entry of the log as a page of it gives it: what it carries is read when it is needed. */
type LogEntry = Output<typeof listEvents>['data'][number]

/** Something that happened to a conversation, as the thread tells it. */
export type HistoryLine = Readonly<{ sequence: number; at: string; actor: Actor; what: What }>

export type What =
  | Readonly<{ type: 'assigned_by_engine'; agentId: string; sentence: string | null; words: readonly Words[] }>
  | Readonly<{ type: 'assigned'; agentId: string; isOverLimit: boolean }>
  | Readonly<{ type: 'claimed'; agentId: string }>
  | Readonly<{ type: 'unassigned'; fromAgentId: string; by: EventData<'conversation.unassigned'>['by'] }>
  | Readonly<{
      type: 'moved'
      teamId: string | null
      fromTeamId: string | null
      by: EventData<'conversation.moved'>['by']
    }>
  | Readonly<{ type: 'escalated' }>
  | Readonly<{ type: 'closed'; by: EventData<'conversation.closed'>['by']; closing: Conversation['closing'] }>
  | Readonly<{ type: 'reopened'; by: EventData<'conversation.reopened'>['by'] }>
  | Readonly<{ type: 'snoozed'; until: string | null }>
  | Readonly<{ type: 'unsnoozed'; by: EventData<'conversation.unsnoozed'>['by'] }>
  | Readonly<{ type: 'priority'; priority: Priority }>
  | Readonly<{ type: 'tags'; tags: readonly string[] }>
  | Readonly<{ type: 'skills'; skillIds: readonly string[] }>
  | Readonly<{ type: 'run_started'; name: string }>
  /** Why it is over before its time; null: it is stuck. */
  | Readonly<{ type: 'run_ended'; name: string; end: RunEnd | null; error: string | null }>
  | Readonly<{ type: 'rated'; score: number }>

/** The line of an entry of the log; null when the thread does not tell of it. */
export function historyLineOf(entry: LogEntry): HistoryLine | null {
  // Only these are asked for when a thread is fetched; what workflows did stands beside it.
  if (!entry.type.startsWith('conversation.')) return null
  const what = whatOf(entry)
  const { sequence, at, actor } = entry
  return what && { sequence, at, actor, what }
}

// What an entry carries is checked as it is read: the log is older than this page, and may be of an older version.
function whatOf({ type, data }: LogEntry): What | null {
  switch (type) {
    case 'conversation.assigned': {
      const read = readEventData(type, data)
      if (!read) return null
      const { agentId, by, sentence, words = [], isOverLimit } = read
      if (by === 'engine') return { type: 'assigned_by_engine', agentId, sentence, words }
      return by === 'claim' ? { type: 'claimed', agentId } : { type: 'assigned', agentId, isOverLimit }
    }
    case 'conversation.unassigned': {
      const read = readEventData(type, data)
      return read ? { type: 'unassigned', fromAgentId: read.fromAgentId, by: read.by } : null
    }
    case 'conversation.moved': {
      const read = readEventData(type, data)
      return read ? { type: 'moved', teamId: read.teamId, fromTeamId: read.fromTeamId, by: read.by } : null
    }
    case 'conversation.escalated':
      return { type: 'escalated' }
    case 'conversation.closed': {
      const read = readEventData(type, data)
      return { type: 'closed', by: read?.by ?? 'member', closing: read?.closing ?? null }
    }
    case 'conversation.reopened': {
      const read = readEventData(type, data)
      return read ? { type: 'reopened', by: read.by } : null
    }
    case 'conversation.snoozed': {
      const read = readEventData(type, data)
      return read ? { type: 'snoozed', until: read.conversation.snoozedUntil ?? null } : null
    }
    case 'conversation.unsnoozed': {
      const read = readEventData(type, data)
      return read ? { type: 'unsnoozed', by: read.by } : null
    }
    case 'conversation.changed': {
      const change = readEventData(type, data)?.conversation
      if (change?.priority !== undefined) return { type: 'priority', priority: change.priority }
      if (change?.skillIds !== undefined) return { type: 'skills', skillIds: change.skillIds }
      return change?.tags === undefined ? null : { type: 'tags', tags: change.tags }
    }
    case 'workflow_run.started': {
      const run = readEventData(type, data)?.run
      return run ? { type: 'run_started', name: run.workflowName } : null
    }
    case 'workflow_run.ended': {
      const run = readEventData(type, data)?.run
      // Of one that came to its end what it did says enough.
      if (run === undefined || run.status === 'done') return null
      const { workflowName: name, end, error } = run
      return { type: 'run_ended', name, end: run.status === 'failed' ? null : end, error }
    }
    case 'rating.given': {
      const rating = readEventData(type, data)?.rating
      return rating ? { type: 'rated', score: rating.score } : null
    }
    default:
      return null
  }
}
