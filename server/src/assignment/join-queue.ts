import { isDeepStrictEqual } from 'node:util'
import type { Actor, Priority } from '@fairlead/sdk'
import { sql } from 'kysely'
import { type ConversationRow, changeConversation, placeInQueue } from '../conversations/change.ts'
import type { Tx } from '../db/database.ts'
import type { AssignmentWish } from '../db/decision-columns.ts'
import type { EffectOf } from '../workflows/interpreter/effect.ts'
import { moveTo, takeBack } from './hand-over.ts'

/** A conversation that is held and open, and what a workflow wants of it. */
export type Held = Readonly<{ row: ConversationRow; actor: Actor; effect: EffectOf<'assign'> }>

export type Outcome = Readonly<{ outcome: 'assigned' | 'waiting' | 'full'; agentId: string | null }>

type Edits = { skill_ids?: string[]; priority?: Priority; is_priority_manual?: boolean }

const waiting: Outcome = { outcome: 'waiting', agentId: null }

/**
 * Into the team's queue, with what the workflow wishes. Whoever has it in that team already keeps it; from others it is
 * taken.
 */
export async function joinQueue(tx: Tx, held: Held, teamId: string | null): Promise<Outcome> {
  const { row, actor, effect } = held
  const isThere = row.team_id === teamId
  if (isThere && row.assignee_id !== null) {
    await editInPlace(tx, held)
    return { outcome: 'assigned', agentId: row.assignee_id }
  }
  if (effect.fullAt !== null && teamId !== null && (await isFull(tx, row, teamId, effect.fullAt))) {
    return { outcome: 'full', agentId: null }
  }
  if (isThere) {
    await editInPlace(tx, held)
    return waiting
  }
  const edits = editsOf(held)
  await moveTo(tx, row, teamId, { actor, by: 'workflow', more: { ...edits, ...placeBy(edits), ...wishOf(held) } })
  if (row.assignee_id !== null) {
    await takeBack(tx, { ...row, team_id: teamId, assignee_id: row.assignee_id }, { actor, by: 'workflow' })
  }
  return waiting
}

/** Skills and priority, where they are given and others than before; nobody changes the priority by a rule then. */
export function editsOf({ row, effect: { skillIds: given, priority } }: Held): Edits {
  const skillIds = [...new Set(given)]
  const isPrioritySame = priority === null || (priority === row.priority && row.is_priority_manual)
  return {
    ...(skillIds.length === 0 || isDeepStrictEqual(skillIds, row.skill_ids) ? {} : { skill_ids: skillIds }),
    ...(isPrioritySame ? {} : { priority, is_priority_manual: true }),
  }
}

/** How it wants to be assigned, for its row; none where all is as the policy says. */
export function wishOf({ effect }: Held): { assignment_wish: string | null } {
  const wish = asWish(effect)
  return { assignment_wish: wish && JSON.stringify(wish) }
}

// The event makes somebody look at the queue.
async function editInPlace(tx: Tx, held: Held): Promise<void> {
  const { row, actor, effect } = held
  const edits = editsOf(held)
  const isWishSame = isDeepStrictEqual(row.assignment_wish, asWish(effect))
  if (isWishSame && row.routing_since === null && Object.keys(edits).length === 0) return

  await changeConversation(
    tx,
    row,
    { ...edits, ...placeBy(edits), ...wishOf(held), routing_since: null, queued_reason: null },
    { type: 'conversation.changed', actor, extra: {} },
  )
}

// As old as it was.
function placeBy({ priority }: Edits) {
  return priority === undefined ? {} : placeInQueue(sql.ref<Date | null>('queued_since'), sql.val<string>(priority))
}

/** Null: all is as the policy says. */
export function asWish({ strategy, onlineOnly, agentLimit }: AssignmentWish): AssignmentWish | null {
  return strategy === null && onlineOnly === null && agentLimit === null ? null : { strategy, onlineOnly, agentLimit }
}

/** Whether so many others wait there. The caller holds off everybody else who asks. */
async function isFull(tx: Tx, { workspace_id, id }: ConversationRow, teamId: string, most: number): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (SELECT FROM conversation
      WHERE workspace_id = ${workspace_id} AND team_id = ${teamId} AND status = 'open' AND assignee_id IS NULL
        AND id <> ${id} LIMIT ${most}) AS others`.execute(tx)
  return (rows[0]?.count ?? 0) >= most
}
