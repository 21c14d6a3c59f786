/**
 * What customers were told about waiting, and what came of it. A promise is settled from what is on record (the stays
 * of its conversation and the replies in it), not from who noticed first, so that a late look settles it the same way.
 *
 * A wait ends when an agent has the conversation or answers; a reply is promised until a member writes. Whoever leaves
 * before the time is over makes it void. A promise whose time went by is broken, whatever happens then.
 */
import { type PromiseOutcome, recalibrate } from '@fairlead/engine'
import type { Actor, WaitPromise } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Tables } from '../db/schema.ts'

const system: Actor = { type: 'system', id: null }

type Conversation = Readonly<{ workspaceId: string; id: string }>
type NewPromise = Readonly<{
  workspaceId: string
  conversationId: string
  teamId: string
  kind: WaitPromise['kind']
  told: string
  position: number | null
  latestAt: number | null
  madeAt: number
}>

/** Logs what the customer is told in this transaction. What was promised already is not promised twice. */
export async function makePromise(tx: Tx, given: NewPromise): Promise<void> {
  const { workspaceId, conversationId } = given
  const latestAt = given.latestAt === null ? null : new Date(given.latestAt)
  const same = await tx
    .selectFrom('promise')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('outcome', 'is', null)
    .where('kind', '=', given.kind)
    .where(sql<boolean>`latest_at IS NOT DISTINCT FROM ${latestAt}::timestamptz`)
    .where(sql<boolean>`(${latestAt}::timestamptz IS NOT NULL OR position = ${given.position}::int)`)
    .executeTakeFirst()
  if (same) return

  const row = await tx
    .insertInto('promise')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      conversation_id: conversationId,
      team_id: given.teamId,
      kind: given.kind,
      told: given.told,
      position: given.position,
      latest_at: latestAt,
      made_at: new Date(given.madeAt),
      outcome: null,
      settled_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  announcePromise(tx, 'promise.made', row)
}

/** Holds the teams that a settled promise recalibrates: who takes somebody out of a team locks it before conversations. */
export async function holdPromisingTeams(tx: Tx, { workspaceId, id }: Conversation): Promise<void> {
  await sql`SELECT FROM team WHERE workspace_id = ${workspaceId} AND id IN (
      SELECT team_id FROM promise WHERE workspace_id = ${workspaceId} AND conversation_id = ${id}
        AND outcome IS NULL AND kind = 'wait')
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
}

/** Settles what can be settled of a conversation that the transaction has locked. */
export async function settlePromises(tx: Tx, { workspaceId, id }: Conversation, now: number): Promise<void> {
  const open = await tx
    .selectFrom('promise')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', id)
    .where('outcome', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  if (open.length === 0) return

  const outcomes = new Map<string, PromiseOutcome[]>()
  for (const promise of open) {
    const settled = judge(promise, await readCourse(tx, promise), now)
    if (settled === null) continue
    const row = await tx
      .updateTable('promise')
      .set({ outcome: settled.outcome, settled_at: settled.at })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', promise.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    announcePromise(tx, 'promise.settled', row)
    if (promise.kind === 'wait' && settled.outcome !== 'void') {
      outcomes.set(promise.team_id, [...(outcomes.get(promise.team_id) ?? []), settled.outcome])
    }
  }
  for (const [teamId, its] of [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await recalibrateTeam(tx, { workspaceId, teamId }, its)
  }
}

export function presentPromise(row: PromiseRow): WaitPromise {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    teamId: row.team_id,
    kind: row.kind,
    told: row.told,
    position: row.position,
    latestAt: row.latest_at?.toISOString() ?? null,
    madeAt: row.made_at.toISOString(),
    outcome: row.outcome,
    settledAt: row.settled_at?.toISOString() ?? null,
  }
}

type PromiseRow = Tables['promise']

/** What happened since a promise: when an agent first had the conversation, when one wrote, when it was left. */
type Course = Readonly<{ held_at: Date | null; replied_at: Date | null; left_at: Date | null }>

async function readCourse(
  tx: Tx,
  { workspace_id: workspaceId, conversation_id: id, made_at: madeAt }: PromiseRow,
): Promise<Course> {
  const { rows } = await sql<Course>`
    SELECT
      (SELECT min(began_at) FROM stay_or_now WHERE workspace_id = ${workspaceId} AND conversation_id = ${id}
        AND agent_id IS NOT NULL AND began_at >= ${madeAt}) AS held_at,
      (SELECT min(greatest(at, created_at)) FROM message WHERE workspace_id = ${workspaceId} AND conversation_id = ${id}
        AND author_type = 'member' AND NOT is_note AND greatest(at, created_at) >= ${madeAt}) AS replied_at,
      (SELECT min(s.ended_at) FROM stay s WHERE s.workspace_id = ${workspaceId} AND s.conversation_id = ${id}
        AND s.ended_at >= ${madeAt} AND NOT EXISTS (SELECT FROM stay_or_now n WHERE n.workspace_id = s.workspace_id
          AND n.conversation_id = s.conversation_id AND n.began_at = s.ended_at AND n.id <> s.id)) AS left_at`.execute(
    tx,
  )
  return rows[0]!
}

function judge(
  { kind, latest_at: latestAt }: PromiseRow,
  { held_at, replied_at, left_at }: Course,
  now: number,
): { outcome: 'kept' | 'broken' | 'void'; at: Date } | null {
  const deed = earliest(kind === 'reply' ? [replied_at] : [held_at, replied_at])
  const end = earliest([deed, left_at])
  const isOver = latestAt !== null && now > latestAt.getTime()
  if (latestAt !== null && isOver && (end === null || end > latestAt)) return { outcome: 'broken', at: latestAt }
  if (end === null) return null
  return { outcome: end === deed ? 'kept' : 'void', at: end }
}

function earliest(moments: readonly (Date | null)[]): Date | null {
  return moments.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null)
}

async function recalibrateTeam(
  tx: Tx,
  { workspaceId, teamId }: { workspaceId: string; teamId: string },
  outcomes: readonly PromiseOutcome[],
): Promise<void> {
  const team = await tx
    .selectFrom('team')
    .select('promise_quantile')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', teamId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!team) return
  await tx
    .updateTable('team')
    .set({ promise_quantile: recalibrate(team.promise_quantile, outcomes) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', teamId)
    .execute()
}

function announcePromise(tx: Tx, type: 'promise.made' | 'promise.settled', row: PromiseRow): void {
  append(tx, {
    workspaceId: row.workspace_id,
    type,
    subjectId: row.conversation_id,
    actor: system,
    data: { promise: presentPromise(row) },
  })
}
