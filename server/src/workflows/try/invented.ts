/** What a run that is only tried sees: an invented contact and conversation, with the real hours and queues. */
import type { ChannelType, Hours, Language, WorkflowDefinition } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { workspaceHours } from '../interpreter/lookup.ts'
import { needsOf } from '../interpreter/needs.ts'
import type { Facts, World } from '../interpreter/world.ts'
import { loadOpening } from '../shell/opening.ts'
import { loadQueueFacts } from '../shell/queue-facts.ts'
import type { TryState } from './state.ts'

/** Nothing that there is has this id. */
export const invented = '00000000-0000-4000-8000-000000000000'
/** Open sea, where nobody is. */
export const inventedLocation = { latitude: 0, longitude: 0 } as const

export type Place = Readonly<{
  workspaceId: string
  name: string
  hours: Hours | null
  language: Language
  channel: Readonly<{ id: string; type: ChannelType }>
}>

export async function loadInventedWorld(
  db: Db,
  place: Place,
  definition: WorkflowDefinition,
  state: TryState,
): Promise<World> {
  const { now, contact, conversation, messageText } = state
  const names = await findNames(db, place.workspaceId, conversation)
  return {
    now,
    facts: {
      workspace: { name: place.name, timeZone: place.hours?.timeZone ?? 'UTC' },
      contact: { id: invented, identities: [], avatarId: null, createdAt: isoOf(conversation.openedAt), ...contact },
      conversation: conversationOf(place, state),
      assignee: named(conversation.assigneeId, names.member),
      team: named(conversation.teamId, names.team),
      ...(await loadAround(db, place, definition, state)),
      messageText,
    },
  }
}

async function loadAround(
  db: Db,
  { workspaceId, hours: ofWorkspace, language }: Place,
  definition: WorkflowDefinition,
  { run, now, contact, conversation: { teamId } }: TryState,
): Promise<Pick<Facts, 'hours' | 'queues'>> {
  const needs = needsOf(definition, run.stepId)
  const asked = { workspaceId, now, locale: contact.locale ?? language }
  const hours: [string, Facts['hours'][string]][] = []
  for (const key of new Set(needs.hours.map((each) => each || (teamId ?? workspaceHours)))) {
    const opening = await loadOpening(db, { ...asked, key, steps: definition.steps, workspaceHours: ofWorkspace })
    if (opening !== null) hours.push([key, opening])
  }
  const queues: [string, Facts['queues'][string]][] = []
  for (const key of new Set(needs.queues.map((each) => each || teamId))) {
    const queue = key && (await loadQueueFacts(db, { ...asked, teamId: key, conversationId: invented }))
    // Who comes now is the last one.
    if (queue) queues.push([key, { ...queue, position: key === teamId ? queue.length + 1 : null }])
  }
  return { hours: Object.fromEntries(hours), queues: Object.fromEntries(queues) }
}

type Names = Readonly<{ member: string | null; team: string | null }>

async function findNames(
  db: Db,
  workspaceId: string,
  { assigneeId, teamId }: TryState['conversation'],
): Promise<Names> {
  if (assigneeId === null && teamId === null) return { member: null, team: null }
  const { rows } = await sql<Names>`SELECT
    (SELECT name FROM member WHERE workspace_id = ${workspaceId} AND id = ${assigneeId}) AS member,
    (SELECT name FROM team WHERE workspace_id = ${workspaceId} AND id = ${teamId}) AS team`.execute(db)
  return rows[0] ?? { member: null, team: null }
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' }
}

function conversationOf({ channel }: Place, { now, contact, conversation }: TryState): Facts['conversation'] {
  const { status, priority, teamId, assigneeId, tags, skillIds, fields, openedAt } = conversation
  const lastActivityAt = isoOf(now)
  return {
    ...{ id: invented, number: 1, channelId: channel.id, channelType: channel.type },
    ...{ contact: { id: invented, name: contact.name }, teamId, assigneeId, status, priority, tags, skillIds, fields },
    ...{ assignedAt: assigneeId === null ? null : lastActivityAt, assignedBy: null, escalatedAt: null },
    ...{
      waitingSince: isoOf(openedAt),
      queuedSince: isoOf(openedAt),
      unreadCount: 0,
      lastMessage: null,
      undelivered: [],
    },
    ...{ windowEndsAt: null, humanWindowEndsAt: null, subject: null, closing: null, snoozedUntil: null },
    ...{ createdAt: isoOf(openedAt), closedAt: status === 'closed' ? lastActivityAt : null, lastActivityAt },
  }
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
