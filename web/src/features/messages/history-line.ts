import { type Actor, type EventData, eventData, type listEvents, type Output, type Priority } from '@fairlead/sdk'

/** An entry of the log as a page of it gives it: what it carries is read when it is needed. */
type LogEntry = Output<typeof listEvents>['data'][number]

/** Something that happened to a conversation, as the thread tells it. */
export type HistoryLine = Readonly<{ sequence: number; at: string; actor: Actor; what: What }>

export type What =
  | Readonly<{ type: 'assigned_by_engine'; agentId: string; sentence: string | null }>
  | Readonly<{ type: 'assigned'; agentId: string; isOverLimit: boolean }>
  | Readonly<{ type: 'claimed'; agentId: string }>
  | Readonly<{ type: 'unassigned'; fromAgentId: string; by: EventData<'conversation.unassigned'>['by'] }>
  | Readonly<{ type: 'moved'; teamId: string | null; fromTeamId: string | null; by: 'manual' | 'overflow' }>
  | Readonly<{ type: 'escalated' }>
  | Readonly<{ type: 'closed'; by: EventData<'conversation.closed'>['by'] }>
  | Readonly<{ type: 'reopened'; by: 'contact' | 'member' }>
  | Readonly<{ type: 'snoozed'; until: string | null }>
  | Readonly<{ type: 'unsnoozed'; by: 'time' | 'contact' | 'member' }>
  | Readonly<{ type: 'priority'; priority: Priority }>
  | Readonly<{ type: 'tags'; tags: readonly string[] }>
  | Readonly<{ type: 'skills'; skillIds: readonly string[] }>

/** The line of an entry of the log; null when the thread does not tell of it. */
export function historyLineOf(entry: LogEntry): HistoryLine | null {
  const what = whatOf(entry)
  const { sequence, at, actor } = entry
  return what && { sequence, at, actor, what }
}

// What an entry carries is checked as it is read: the log is older than this page, and may be of an older version.
function whatOf({ type, data }: LogEntry): What | null {
  switch (type) {
    case 'conversation.assigned': {
      const read = eventData[type].safeParse(data).data
      if (!read) return null
      const { agentId, by, sentence, isOverLimit } = read
      if (by === 'engine') return { type: 'assigned_by_engine', agentId, sentence }
      return by === 'claim' ? { type: 'claimed', agentId } : { type: 'assigned', agentId, isOverLimit }
    }
    case 'conversation.unassigned': {
      const read = eventData[type].safeParse(data).data
      return read ? { type: 'unassigned', fromAgentId: read.fromAgentId, by: read.by } : null
    }
    case 'conversation.moved': {
      const read = eventData[type].safeParse(data).data
      return read ? { type: 'moved', teamId: read.teamId, fromTeamId: read.fromTeamId, by: read.by } : null
    }
    case 'conversation.escalated':
      return { type: 'escalated' }
    case 'conversation.closed': {
      const read = eventData[type].safeParse(data).data
      return { type: 'closed', by: read?.by ?? 'member' }
    }
    case 'conversation.reopened': {
      const read = eventData[type].safeParse(data).data
      return read ? { type: 'reopened', by: read.by } : null
    }
    case 'conversation.snoozed': {
      const read = eventData[type].safeParse(data).data
      return read ? { type: 'snoozed', until: read.conversation.snoozedUntil ?? null } : null
    }
    case 'conversation.unsnoozed': {
      const read = eventData[type].safeParse(data).data
      return read ? { type: 'unsnoozed', by: read.by } : null
    }
    case 'conversation.changed': {
      const change = eventData[type].safeParse(data).data?.conversation
      if (change?.priority !== undefined) return { type: 'priority', priority: change.priority }
      if (change?.skillIds !== undefined) return { type: 'skills', skillIds: change.skillIds }
      return change?.tags === undefined ? null : { type: 'tags', tags: change.tags }
    }
    default:
      return null
  }
}
