/**
 * What a workflow says of whose a conversation is. To a team: it waits there as the workflow wishes, and the next look
 * assigns it. To a person: it is theirs at once. Whoever asks how many wait there is alone, as a look is, so that no two
 * see the last free place; everybody else shares the lock, like all who give something away without asking the engine.
 */
import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { lockConversation, requireOpen } from '../conversations/change.ts'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { lockMembers } from '../members/queries.ts'
import { requireSkills } from '../skills/queries.ts'
import { requireTeams } from '../teams/queries.ts'
import type { EffectOf } from '../workflows/interpreter/effect.ts'
import { endRouting, usualTeamOf } from '../workflows/routing/release.ts'
import { give, takeBack } from './hand-over.ts'
import { editsOf, type Held, joinQueue, type Outcome, wishOf } from './join-queue.ts'
import { holdForChange, lockForLook } from './lock.ts'
import { lockActiveMember } from './manual.ts'
import { standingOf } from './standing.ts'

type Assign = EffectOf<'assign'>
type To<K extends Assign['to']['kind']> = Extract<Assign['to'], { kind: K }>
type Given = Readonly<{ workspaceId: string; id: string; workflowId: string; effect: Assign }>

/**
 * Assigns as a step of a workflow says. `waiting`: nobody has it yet. `full`: too many wait in that team, and nothing
 * changed. The caller holds at most the row of a run.
 *
 * @throws {AppError} what the workflow names is gone, or the conversation is closed
 */
export async function assignByWorkflow(tx: Tx, given: Given): Promise<Outcome> {
  const { workspaceId, effect } = given
  if (effect.fullAt === null) await holdForChange(tx, workspaceId)
  else await lockForLook(tx, workspaceId)
  await requireSkills(tx, workspaceId, effect.skillIds)
  const { to } = effect
  switch (to.kind) {
    case 'team':
      return toTeam(tx, given, to)
    case 'member':
      return toMember(tx, given, to)
    case 'owner':
    case 'previous':
      return toPreferred(tx, given, to)
    case 'nobody':
      return toNobody(tx, given)
    default:
      return to satisfies never
  }
}

async function toTeam(tx: Tx, given: Given, { teamId }: To<'team'>): Promise<Outcome> {
  await requireTeams(tx, given.workspaceId, [teamId])
  return joinQueue(tx, await holdOpen(tx, given), teamId)
}

async function toMember(tx: Tx, given: Given, { memberId }: To<'member'>): Promise<Outcome> {
  await lockActiveMember(tx, given.workspaceId, memberId)
  const held = await holdOpen(tx, given)
  const teamId = await ownTeamOf(tx, held)
  return (await mayBeGiven(tx, held, memberId, teamId))
    ? giveAtOnce(tx, held, memberId, teamId)
    : joinQueue(tx, held, teamId)
}

async function toPreferred(tx: Tx, given: Given, to: To<'owner'> | To<'previous'>): Promise<Outcome> {
  const { workspaceId } = given
  if (to.teamId !== null) await requireTeams(tx, workspaceId, [to.teamId])
  const memberId = await readPreferred(tx, given, to.kind)
  if (memberId !== null) await lockMembers(tx, workspaceId, [memberId])
  const held = await holdOpen(tx, given)
  const teamId = to.teamId ?? (await ownTeamOf(tx, held))
  return memberId !== null && (await mayTake(tx, held, memberId, teamId))
    ? giveAtOnce(tx, held, memberId, held.row.team_id ?? teamId)
    : joinQueue(tx, held, teamId)
}

async function toNobody(tx: Tx, given: Given): Promise<Outcome> {
  const held = await holdOpen(tx, given)
  const row = await endRouting(tx, held.row)
  if (row.assignee_id === null) return joinQueue(tx, { ...withoutFull(held), row }, row.team_id)

  const more = { ...editsOf(held), ...wishOf(held) }
  await takeBack(tx, { ...row, assignee_id: row.assignee_id }, { actor: held.actor, by: 'workflow', more })
  return { outcome: 'waiting', agentId: null }
}

async function holdOpen(tx: Tx, { workspaceId, id, workflowId, effect }: Given): Promise<Held> {
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)
  const actor: Actor = { type: 'workflow', id: workflowId }
  return { row, actor, effect }
}

async function giveAtOnce(tx: Tx, held: Held, memberId: string, teamId: string | null): Promise<Outcome> {
  const { row, actor } = held
  const assigned = { outcome: 'assigned', agentId: memberId } as const
  if (row.assignee_id === memberId) {
    await joinQueue(tx, held, row.team_id)
    return assigned
  }
  // Whoever has it has it in a team, into which it goes back from them.
  if (row.team_id !== teamId) await joinQueue(tx, withoutFull(held), teamId)
  const given = { ...row, team_id: teamId, assignee_id: row.team_id === teamId ? row.assignee_id : null }
  await give(tx, given, memberId, { actor, by: 'workflow', more: { ...editsOf(held), assignment_wish: null } })
  return assigned
}

function withoutFull(held: Held): Held {
  return { ...held, effect: { ...held.effect, fullAt: null } }
}

/** The one it is in, or would have come into. */
async function ownTeamOf(tx: Tx, { row }: Held): Promise<string | null> {
  return row.team_id ?? (await usualTeamOf(tx, row))
}

/** The contact's owner, or who last had a conversation of theirs. */
async function readPreferred(tx: Tx, { workspaceId, id }: Given, as: 'owner' | 'previous'): Promise<string | null> {
  const { rows } = await sql<{ owner_id: string | null; previous_id: string | null }>`
    SELECT k.owner_id, (SELECT p.last_agent_id FROM conversation p
      WHERE p.workspace_id = c.workspace_id AND p.contact_id = c.contact_id AND p.last_agent_id IS NOT NULL
      ORDER BY p.last_agent_at DESC LIMIT 1) AS previous_id
    FROM conversation c JOIN contact k ON k.workspace_id = c.workspace_id AND k.id = c.contact_id
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) throw new AppError('not_found')
  return as === 'owner' ? row.owner_id : row.previous_id
}

// As a person would give it, except where the workflow says otherwise.
async function mayBeGiven(tx: Tx, { row, effect }: Held, memberId: string, teamId: string | null): Promise<boolean> {
  const { onlineOnly, agentLimit } = effect
  if (onlineOnly === null && agentLimit === null) return true
  const standing = await standingOf(tx, row, { memberId, teamId, agentLimit })
  return (onlineOnly !== true || standing.presence === 'online') && standing.hasRoomByWish
}

// As the engine would: nobody asked for them by name.
async function mayTake(tx: Tx, { row, effect }: Held, memberId: string, teamId: string | null): Promise<boolean> {
  if (row.assignee_id === memberId) return true
  const { onlineOnly, agentLimit } = effect
  const standing = await standingOf(tx, row, { memberId, teamId, agentLimit })
  const { presence } = standing
  const isThere =
    presence === 'online' ||
    (!(onlineOnly ?? standing.onlineOnly) && (presence === 'offline' || standing.assignWhenBusy))
  return (
    isThere &&
    standing.takesPart &&
    standing.isInHours &&
    standing.hasRoom &&
    standing.hasRoomByWish &&
    !row.tried.includes(memberId)
  )
}
