import type { Agent, Decision } from '@fairlead/engine'
import type { Words } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { DecisionData } from '../db/decision-columns.ts'
import { newId } from '../db/id.ts'
import { uuids } from './loads.ts'
import { packDecision } from './packed-decision.ts'
import { sentenceFor } from './sentence.ts'
import type { Batch } from './snapshot.ts'
import { differenceFrom } from './snapshot-difference.ts'
import { type Circumstances, wordsFor } from './words.ts'

/** Why: in English, and so that it can be said in any language. */
export type Said = Readonly<{ sentence: string; words: Words[] }>

/** Why, for each decision of the batch, by its conversation. */
export function sentencesOf({ team, names, snapshot, waiting, decisions }: Batch): Map<string, Said> {
  const conversations = new Map(waiting.map((each) => [each.conversationId, each]))
  const wished = new Set(waiting.flatMap(({ conversationId, wish }) => (wish ? [conversationId] : [])))
  const opensAt = team.calendar.isOpen(snapshot.now) ? null : team.calendar.nextOpening(snapshot.now)
  return new Map(
    decisions.map((decision) => {
      const conversation = conversations.get(decision.conversationId)
      const about: Circumstances = {
        now: snapshot.now,
        timeZone: team.timeZone,
        nameOf: (id) => names.get(id) ?? 'Somebody',
        contactName: conversation?.contactName ?? '',
        teamName: team.name,
        overflowTeamName: team.overflowTeam?.name ?? null,
        queuedAt: conversation?.queuedAt ?? snapshot.now,
        opensAt,
        isByWish: wished.has(decision.conversationId),
      }
      return [decision.conversationId, { sentence: sentenceFor(decision, about), words: wordsFor(decision, about) }]
    }),
  )
}

/** What is written of a batch, put together before it is. */
export type Records = Readonly<{
  snapshotId: string
  baseId: string | null
  snapshot: string
  ids: readonly string[]
  data: string
}>

/** How what differs from the base may grow, beside it, before there is another. */
const largestShare = 1 / 3
/** A base outlives what rests on it when snapshots are deleted, so nothing rests on an old one. */
const oldestBaseMs = 12 * 3_600_000
const mostBases = 500

type Base = Readonly<{ id: string; agents: readonly Agent[]; size: number; madeAt: number }>

/** By team: the last snapshot of this process that says everything itself. */
const bases = new Map<string, Base>()
const madeBases = new WeakMap<Batch, Base>()

/** Puts together what is kept of what was decided: with its reasons, and once for all what it was decided from. */
export function recordsOf(
  batch: Batch,
  { sentences, promises }: Readonly<{ sentences: ReadonlyMap<string, Said>; promises: ReadonlyMap<string, string> }>,
): Records {
  const { snapshot, team, waiting, decisions } = batch
  const since = new Map(waiting.map(({ conversationId, waitingSince }) => [conversationId, waitingSince]))
  const data = decisions.map((decision) => {
    const { conversationId } = decision
    return JSON.stringify(
      packDecision({
        sentence: sentences.get(conversationId)?.sentence ?? '',
        words: sentences.get(conversationId)?.words ?? [],
        position: decision.kind === 'assigned' ? null : decision.position,
        waitedMs: Math.max(0, snapshot.now - (since.get(conversationId) ?? snapshot.now)),
        preferred: decision.preferred.map((each) => ({
          ...each,
          until: each.until === null ? null : new Date(each.until).toISOString(),
        })),
        relaxedSkillIds: [...decision.relaxedSkills],
        tier: decision.tier,
        runnersUp: [...decision.runnersUp],
        excluded: decision.excluded,
        limitsReached: decision.limitsReached,
        toTeamId: decision.kind === 'overflowed' ? (team.overflowTeam?.id ?? null) : null,
        isOverLimit: decision.kind === 'assigned' && decision.isOverLimit,
        promise: promises.get(conversationId) ?? null,
      }),
    )
  })
  return { ...snapshotRecord(batch), ids: decisions.map(() => newId()), data: data.join(separator) }
}

/** Keeps it. */
export async function writeRecords(tx: Tx, batch: Batch, records: Records): Promise<void> {
  const { team, trigger, snapshot, decisions } = batch
  const { snapshotId, baseId } = records
  await sql`/* look.record */
    WITH kept AS (
      INSERT INTO assignment_snapshot (workspace_id, id, base_id, data)
      VALUES (${team.workspaceId}, ${snapshotId}, ${baseId}, ${records.snapshot}))
    INSERT INTO decision (workspace_id, id, conversation_id, at, kind, reason, snapshot_id, trigger, team_id,
      policy_version, strategy, agent_id, data)
    SELECT ${team.workspaceId}::uuid, d.id, d.conversation_id, ${new Date(snapshot.now)}::timestamptz, d.kind, d.reason,
      ${snapshotId}::uuid, ${trigger}, ${team.id}::uuid, ${team.version}::int, d.strategy, d.agent_id, d.data::jsonb
    FROM unnest(${uuids(records.ids)}::uuid[], ${uuids(decisions.map(({ conversationId }) => conversationId))}::uuid[],
      ${words(decisions.map(({ kind }) => kind))}::text[], ${words(decisions.map(({ reason }) => reason))}::text[],
      ${uuids(decisions.map((decision) => (decision.kind === 'assigned' ? decision.agentId : null)))}::uuid[],
      ${words(decisions.map(({ strategy }) => strategy))}::text[],
      string_to_array(${records.data}, ${separator})) AS d (id, conversation_id, kind, reason, agent_id, strategy, data)`.execute(
    tx,
  )
}

/** What comes after it may be kept as the difference from it, now that it is committed. */
export function rememberBase(batch: Batch): void {
  const base = madeBases.get(batch)
  if (base === undefined) return
  bases.delete(batch.team.id)
  bases.set(batch.team.id, base)
  for (const teamId of bases.keys()) {
    if (bases.size <= mostBases) return
    bases.delete(teamId)
  }
}

function snapshotRecord(batch: Batch): Pick<Records, 'snapshotId' | 'baseId' | 'snapshot'> {
  const { team, snapshot } = batch
  const snapshotId = newId()
  const base = bases.get(team.id)
  if (base !== undefined && Date.now() - base.madeAt < oldestBaseMs) {
    const difference = JSON.stringify(differenceFrom(base.agents, snapshot))
    if (difference.length < base.size * largestShare) return { snapshotId, baseId: base.id, snapshot: difference }
  }
  const whole = JSON.stringify(snapshot)
  madeBases.set(batch, { id: snapshotId, agents: snapshot.agents, size: whole.length, madeAt: Date.now() })
  return { snapshotId, baseId: null, snapshot: whole }
}

// JSON has no such character, and plain words need no quotes.
const separator = '\u001e'
function words(list: readonly string[]): string {
  return `{${list.join(',')}}`
}

type Unassigned = Readonly<{
  workspaceId: string
  conversationId: string
  teamId: string | null
  /** Who had it. */
  agentId: string
  reason: 'declined' | 'no_answer' | 'offline' | 'deactivated' | 'removed' | 'unsnoozed'
  trigger: string
}>

/** Keeps that an agent has a conversation no more, and why. Without a team there is nothing to decide, or to record. */
export async function recordUnassigned(tx: Tx, unassigned: Unassigned): Promise<void> {
  const { workspaceId, conversationId, teamId, agentId, reason, trigger } = unassigned
  if (teamId === null) return
  const { rows } = await sql<{
    agent_name: string
    policy_version: number
    strategy: string
    queued_since: Date
    now: Date
  }>`
    SELECT m.name AS agent_name, t.policy_version, p.settings ->> 'strategy' AS strategy, c.queued_since, clock_timestamp() AS now
    FROM conversation c
    JOIN team t ON t.workspace_id = c.workspace_id AND t.id = ${teamId}
    JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    JOIN member m ON m.workspace_id = c.workspace_id AND m.id = ${agentId}
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${conversationId}`.execute(tx)
  const [row] = rows
  if (!row) return

  const data: DecisionData = {
    sentence: unassignedSentence(row.agent_name, reason),
    words: [{ key: `unassigned_${reason}`, values: { name: row.agent_name } }],
    position: null,
    waitedMs: Math.max(0, row.now.getTime() - row.queued_since.getTime()),
    preferred: [],
    relaxedSkillIds: [],
    tier: null,
    runnersUp: [],
    excluded: {},
    limitsReached: {},
    toTeamId: null,
    isOverLimit: false,
    promise: null,
  }
  await tx
    .insertInto('decision')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      conversation_id: conversationId,
      at: row.now,
      kind: 'unassigned',
      reason,
      trigger,
      team_id: teamId,
      policy_version: row.policy_version,
      strategy: row.strategy,
      agent_id: agentId,
      data: JSON.stringify(packDecision(data)),
    })
    .execute()
}

function unassignedSentence(name: string, reason: Unassigned['reason']): string {
  switch (reason) {
    case 'declined':
      return `${name} handed it back.`
    case 'no_answer':
      return `${name} did not answer in time: somebody else is asked.`
    case 'offline':
      return `${name} went offline: somebody else takes over.`
    case 'deactivated':
      return `${name} was deactivated: somebody else takes over.`
    case 'removed':
      return `${name} left the team: somebody else takes over.`
    case 'unsnoozed':
      return `${name} was away or at a limit when it woke: somebody else takes over.`
    default:
      return reason satisfies never
  }
}

/** What the customers were told last, and still hold us to. */
export async function loadPromises(
  tx: Tx,
  workspaceId: string,
  decisions: readonly Decision[],
): Promise<Map<string, string>> {
  const ids = uuids(decisions.map(({ conversationId }) => conversationId))
  const { rows } = await sql<{ conversation_id: string; told: string }>`/* look.promises */
    SELECT DISTINCT ON (conversation_id) conversation_id, told FROM promise
    WHERE workspace_id = ${workspaceId} AND conversation_id = ANY (${ids}::uuid[]) AND outcome IS NULL
    ORDER BY conversation_id, made_at DESC`.execute(tx)
  return new Map(rows.map((row) => [row.conversation_id, row.told]))
}
