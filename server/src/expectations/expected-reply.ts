import { sql } from 'kysely'
import type { AssigningTeam } from '../assignment/policy.ts'
import type { Db, Tx } from '../db/database.ts'
import { rememberFor } from './remember.ts'

const sevenDaysMs = 7 * 86_400_000
const fewestSamples = 20
const share = 0.8

type Replies = Readonly<{ ofTeam: readonly number[]; ofAgents: ReadonlyMap<string, readonly number[]> }>

/**
 * Within how much business time four of five assignments got their first reply in the last seven days: of the agent,
 * or, where there are too few to say, of the team; null when there are too few of both.
 */
export async function expectedReplyMs(
  db: Db | Tx,
  team: AssigningTeam,
  agentId: string | null,
  now: number,
): Promise<number | null> {
  const { ofTeam, ofAgents } = await repliesOf(db, team, now)
  return quantile(ofAgents.get(agentId ?? '') ?? []) ?? quantile(ofTeam)
}

const repliesOf = rememberFor(60_000, ({ workspaceId, id }: AssigningTeam) => `${workspaceId} ${id}`, loadReplies)

// Only of assignments at which a contact waited for an answer: others wait for their next question first.
async function loadReplies(db: Db | Tx, { workspaceId, id, calendar }: AssigningTeam, now: number): Promise<Replies> {
  const { rows } = await sql<{ agent_id: string; began_at: Date; replied_at: Date }>`
    SELECT s.agent_id, s.began_at, reply.at AS replied_at
    FROM stay_or_now s
    CROSS JOIN LATERAL (
      SELECT m.at FROM message m
      WHERE m.workspace_id = s.workspace_id AND m.conversation_id = s.conversation_id AND m.author_type = 'member'
        AND NOT m.is_note AND m.at >= s.began_at AND (s.ended_at IS NULL OR m.at <= s.ended_at)
      ORDER BY m.at LIMIT 1) AS reply
    CROSS JOIN LATERAL (
      SELECT m.author_type FROM message m
      WHERE m.workspace_id = s.workspace_id AND m.conversation_id = s.conversation_id AND m.author_type <> 'system'
        AND NOT m.is_note AND m.at <= s.began_at
      ORDER BY m.at DESC LIMIT 1) AS before
    WHERE s.workspace_id = ${workspaceId} AND s.team_id = ${id} AND s.agent_id IS NOT NULL
      AND s.began_at > ${new Date(now - sevenDaysMs)} AND before.author_type = 'contact'
    ORDER BY s.began_at DESC LIMIT 5000`.execute(db)

  const ofTeam: number[] = []
  const ofAgents = new Map<string, number[]>()
  for (const row of rows) {
    const ms = calendar.businessMs(row.began_at.getTime(), row.replied_at.getTime())
    ofTeam.push(ms)
    const own = ofAgents.get(row.agent_id)
    if (own) own.push(ms)
    else ofAgents.set(row.agent_id, [ms])
  }
  return { ofTeam, ofAgents }
}

function quantile(samples: readonly number[]): number | null {
  if (samples.length < fewestSamples) return null
  return samples.toSorted((a, b) => a - b)[Math.ceil(share * samples.length) - 1]!
}
