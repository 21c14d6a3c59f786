/** Whom the engine would give what a tried run assigns, as things stand: asked as for a queue, and nothing is written. */
import { decide } from '@fairlead/engine'
import type { Tried } from '@fairlead/sdk'
import { sql } from 'kysely'
import { loadAgents, namesOf } from '../../assignment/agents.ts'
import { asWish } from '../../assignment/join-queue.ts'
import { type AssigningTeam, loadPolicy } from '../../assignment/policy.ts'
import { sentencesOf } from '../../assignment/record.ts'
import { toSnapshot } from '../../assignment/snapshot.ts'
import { countWaiting, deadlineOf, type Queued, readHead } from '../../assignment/waiting.ts'
import { now as readClock } from '../../db/clock.ts'
import type { Db } from '../../db/database.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { invented, type Place } from './invented.ts'
import type { TryState } from './state.ts'

type Assign = EffectOf<'assign'>
type Foreseen = Omit<Tried['foreseen'][number], 'stepId'>

/** Who waits before the one who comes now is asked for first. */
const mostAhead = 200

/** Null: it is no question for the engine, or there is no such team. */
export async function foresee(db: Db, place: Place, state: TryState, effect: Assign): Promise<Foreseen | null> {
  const { contact, conversation } = state
  const { to, fullAt } = effect
  if (to.kind === 'member' || to.kind === 'nobody' || (to.kind === 'owner' && contact.ownerId !== null)) return null

  const known = await loadKnown(db, place, contact.locale ?? '')
  const teamId = to.teamId ?? conversation.teamId ?? known.team_id
  const isKept = conversation.assigneeId !== null && conversation.teamId === teamId
  const now = readClock()
  const team = teamId === null || isKept ? null : await loadPolicy(db, place.workspaceId, teamId, now)
  if (team === null) return null

  const about = { at: new Date(now).toISOString(), team: team.name }
  if (fullAt !== null && (await countWaiting(db, team)) >= fullAt) {
    return { ...about, kind: 'full', name: null, sentence: '', words: [] }
  }
  const newcomer = {
    ...{ conversationId: invented, channelId: place.channel.id, weight: known.weight },
    ...{ waitingSince: now, queuedAt: now, deadlineAt: deadlineOf(team, now) },
    priority: effect.priority ?? conversation.priority,
    skills: skillsOf(team, effect.skillIds.length > 0 ? effect.skillIds : conversation.skillIds, known.skill_id),
    ...{ ownerId: team.policy.owner && contact.ownerId, previousId: null, contactName: contact.name },
    ...{ tried: [], canOverflow: team.overflowTeam !== null, wish: asWish(effect), queuedReason: null, rank: null },
  }
  return { ...about, ...(await ask(db, team, newcomer, now)) }
}

async function ask(db: Db, team: AssigningTeam, newcomer: Queued, now: number): Promise<Omit<Foreseen, 'at' | 'team'>> {
  const ahead = await readHead(db, team, mostAhead + (team.policy.overflow?.longerThan ?? 0))
  const waiting = [...ahead, newcomer]
  const agents = await loadAgents(db, team, { now, channelIds: [...new Set(waiting.map((each) => each.channelId))] })
  const snapshot = toSnapshot(team, now, agents, waiting)
  const decisions = decide(snapshot).filter(({ conversationId }) => conversationId === newcomer.conversationId)
  const names = await namesOf(db, team.workspaceId, agents, decisions)
  const said = sentencesOf({ team, trigger: '', agents, snapshot, waiting, decisions, names })
  const [decision] = decisions
  return {
    kind: decision!.kind,
    name: decision!.kind === 'assigned' ? (names.get(decision!.agentId) ?? null) : null,
    ...said.get(newcomer.conversationId)!,
  }
}

function skillsOf({ settings }: AssigningTeam, skills: readonly string[], ofLanguage: string | null): string[] {
  return [...new Set([...skills, ...(settings.matchLanguage && ofLanguage !== null ? [ofLanguage] : [])])]
}

type Known = Readonly<{ team_id: string | null; weight: number; skill_id: string | null }>

/** What its channel weighs, the team that it would come into by itself, and the skill that its language asks for. */
async function loadKnown(db: Db, { workspaceId, channel }: Place, locale: string): Promise<Known> {
  const { rows } = await sql<Known>`
    SELECT coalesce(h.weight, 1) AS weight,
      (SELECT t.id FROM team t WHERE t.workspace_id = w.id AND t.id IN (h.team_id, w.default_team_id)
        AND t.deleted_at IS NULL ORDER BY t.id IS NOT DISTINCT FROM h.team_id DESC LIMIT 1) AS team_id,
      (SELECT s.id FROM skill s WHERE s.workspace_id = w.id
        AND s.language = lower((regexp_split_to_array(${locale}, '[-_]'))[1])) AS skill_id
    FROM workspace w LEFT JOIN channel h ON h.workspace_id = w.id AND h.id = ${channel.id}
    WHERE w.id = ${workspaceId}`.execute(db)
  return rows[0]!
}
