/**
 * Whom to tell of what happened, on their devices. It only enqueues: whether it is still worth telling is decided a
 * moment later, when whoever looks at the conversation has read it.
 */
import { conversationChangeOf, type Event, type NotificationKind, undeliveredOf } from '@fairlead/sdk'
import { sql } from 'kysely'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import type { LogReader } from '../events/log-readers.ts'
import { addJob } from '../jobs/add.ts'

/** Long enough to be read where somebody looks, and to be assigned where somebody is free. */
const waitMs: Readonly<Record<NotificationKind, number>> = {
  assigned: 2000,
  message: 3000,
  mention: 2000,
  undelivered: 2000,
  waiting: 20_000,
}

type Conversation = Readonly<{ id: string; assignee_id: string | null; team_id: string | null; status: string }>
type Device = Readonly<{ id: string; member_id: string }>
type Telling = Readonly<{ memberId: string; kind: NotificationKind; conversationId: string; messageId: string | null }>

export const pushReader: LogReader = {
  name: 'push',
  from: 'now',
  async read(tx, workspaceId, events) {
    const concerning = events.filter(mayConcern)
    if (concerning.length === 0) return
    const devices = await loadDevices(tx, workspaceId)
    if (devices.length === 0) return

    const conversations = await loadConversations(tx, workspaceId, concerning)
    const teams = await loadTeams(tx, workspaceId, devices)
    for (const event of concerning) {
      for (const telling of tellingsOf(event, conversations, devices, teams)) {
        for (const device of devices)
          if (device.member_id === telling.memberId) await enqueue(tx, workspaceId, device, telling)
      }
    }
  },
}

function mayConcern(event: Event): boolean {
  if (event.type === 'message.created') return event.data.message.author.type === 'contact'
  if (undeliveredOf(event) !== null) return true
  return ['conversation.assigned', 'mention.created', ...waitingTypes].includes(event.type)
}

/** The conversation that an event is about. */
function conversationIdOf(event: Event): string | undefined {
  if (event.type === 'mention.created') return event.data.conversationId
  return conversationChangeOf(event)?.id ?? undeliveredOf(event)?.conversationId
}

const waitingTypes: readonly string[] = [
  'conversation.opened',
  'conversation.reopened',
  'conversation.unassigned',
  'conversation.moved',
]

function tellingsOf(
  event: Event,
  conversations: ReadonlyMap<string, Conversation>,
  devices: readonly Device[],
  teams: ReadonlyMap<string, ReadonlySet<string>>,
): Telling[] {
  const conversation = conversations.get(conversationIdOf(event) ?? '')
  if (conversation === undefined) return []
  const about = { conversationId: conversation.id, messageId: null }

  if (event.type === 'mention.created') {
    const { memberId, messageId } = event.data
    return event.actor.id === memberId ? [] : [{ ...about, memberId, kind: 'mention', messageId }]
  }
  const undelivered = undeliveredOf(event)
  if (undelivered !== null) {
    const { memberId, messageId } = undelivered
    return [{ ...about, memberId, kind: 'undelivered', messageId }]
  }
  if (event.type === 'conversation.assigned') {
    const { agentId: memberId } = event.data
    return event.actor.id === memberId ? [] : [{ ...about, memberId, kind: 'assigned' }]
  }
  if (conversation.status !== 'open') return []
  if (event.type === 'message.created' && conversation.assignee_id !== null) {
    return [{ ...about, memberId: conversation.assignee_id, kind: 'message', messageId: event.data.message.id }]
  }
  if (conversation.assignee_id !== null) return []
  const members = new Set(devices.map(({ member_id }) => member_id))
  return [...members]
    .filter((memberId) => conversation.team_id === null || teams.get(memberId)?.has(conversation.team_id))
    .map((memberId) => ({ ...about, memberId, kind: 'waiting' as const }))
}

// One telling of a conversation at a time on a device: the latest counts, at the time the first was due.
async function enqueue(
  tx: Tx,
  workspaceId: string,
  { id }: Device,
  { kind, conversationId, messageId }: Telling,
): Promise<void> {
  await addJob(
    tx,
    'device.notify',
    { workspaceId, id, conversationId, kind, messageId },
    { key: `notify:${id}:${conversationId}:${kind}`, runAt: new Date(now() + waitMs[kind]), keepRunAt: true },
  )
}

async function loadDevices(tx: Tx, workspaceId: string): Promise<Device[]> {
  const { rows } = await sql<Device>`
    SELECT p.id, p.member_id FROM push_subscription p
    JOIN member m ON m.workspace_id = p.workspace_id AND m.id = p.member_id
    WHERE p.workspace_id = ${workspaceId} AND m.deactivated_at IS NULL`.execute(tx)
  return rows
}

async function loadConversations(
  tx: Tx,
  workspaceId: string,
  events: readonly Event[],
): Promise<ReadonlyMap<string, Conversation>> {
  const ids = events.flatMap((event) => conversationIdOf(event) ?? [])
  const { rows } = await sql<Conversation>`
    SELECT id, assignee_id, team_id, status FROM conversation
    WHERE workspace_id = ${workspaceId} AND id = ANY (${[...new Set(ids)]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

async function loadTeams(
  tx: Tx,
  workspaceId: string,
  devices: readonly Device[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ member_id: string; team_id: string }>`
    SELECT member_id, team_id FROM team_member
    WHERE workspace_id = ${workspaceId} AND member_id = ANY (${devices.map(({ member_id }) => member_id)}::uuid[])`.execute(
    tx,
  )
  const teams = new Map<string, Set<string>>()
  for (const { member_id, team_id } of rows) teams.set(member_id, (teams.get(member_id) ?? new Set()).add(team_id))
  return teams
}
