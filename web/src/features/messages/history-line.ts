import type {
  Actor,
  Conversation,
  EventData,
  listEvents,
  Output,
  Priority,
  RunEnd,
  Words,
  WorkflowRun,
} from '@fairlead/sdk'
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
  | Readonly<{ type: 'run_done'; name: string }>
  | Readonly<{ type: 'run_failed'; name: string; error: string }>
  | Readonly<{ type: 'run_cancelled'; name: string; end: RunEnd }>
  | Readonly<{ type: 'rated'; score: number }>

/** The line of an entry of the log; null when the thread does not tell of it. */
export function historyLineOf(entry: LogEntry): HistoryLine | null {
  const what = whatOf(entry)
  const { sequence, actor } = entry
  return what && { sequence, at: momentOf(entry), actor, what }
}

// The log is told that a run began together with what came of its first step, and after that.
function momentOf({ type, at, data }: LogEntry): string {
  return type === 'workflow_run.started' ? (readEventData(type, data)?.run.startedAt ?? at) : at
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
      return run ? endOf(run) : null
    }
    case 'rating.given': {
      const rating = readEventData(type, data)?.rating
      return rating ? { type: 'rated', score: rating.score } : null
    }
    default:
      return null
  }
}

const shortMs = 60_000

// Of one that was through at once, what it did says enough.
function endOf({ workflowName: name, status, startedAt, endedAt, end, error }: WorkflowRun): What | null {
  if (status === 'failed') return { type: 'run_failed', name, error: error ?? '' }
  if (end !== null) return { type: 'run_cancelled', name, end }
  const lastedMs = Date.parse(endedAt ?? startedAt) - Date.parse(startedAt)
  return lastedMs < shortMs ? null : { type: 'run_done', name }
}
