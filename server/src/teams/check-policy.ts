import type { Policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { type Issue, invalidRequest, refusal } from '../errors.ts'
import { checkMessages } from '../expectations/templates.ts'
import { requireValidHours } from '../hours/check.ts'
import { keepTeams } from './queries.ts'

type Given = Readonly<{
  workspaceId: string
  teamId: string
  settings: Policy
  /** Where the policy stands in the request, with a dot behind. */
  at?: string
}>

/**
 * Refuses a policy that fits the contract and could not work, with the place of each mistake. The transaction then goes
 * on to write it: until it ends nobody else makes a team overflow, nor deletes the team that this one overflows to.
 *
 * @throws {AppError} `invalid_request`, `unknown_reference`, `overflow_circle`
 */
export async function requireValidPolicy(tx: Tx, { workspaceId, teamId, settings, at = '' }: Given): Promise<void> {
  requireValidHours(settings.hours, `${at}hours`)
  const issues = [...overflowIssues(settings, teamId), ...messageIssues(settings)]
  if (issues.length > 0) throw invalidRequest(issues.map(({ path, message }) => ({ path: at + path, message })))

  const toTeamId = settings.overflow?.teamId ?? null
  if (toTeamId === null) return
  await holdOverflows(tx, workspaceId)
  const [existing] = await keepTeams(tx, workspaceId, [toTeamId])
  if (existing === undefined) {
    const message = 'there is no such team in this workspace, or it was deleted'
    throw refusal('unknown_reference', [{ path: `${at}overflow.teamId`, message }], { ids: [toTeamId] })
  }
  await requireNoCircle(tx, { workspaceId, teamId, toTeamId })
}

function overflowIssues({ outsideHours, overflow }: Policy, teamId: string): Issue[] {
  if (overflow?.teamId === teamId) {
    return [{ path: 'overflow.teamId', message: 'a team cannot overflow to itself' }]
  } else if (outsideHours === 'overflow' && (overflow?.teamId ?? null) === null) {
    return [{ path: 'overflow.teamId', message: 'say which team has the conversations outside hours' }]
  } else {
    return []
  }
}

function messageIssues({ messages }: Policy): Issue[] {
  return checkMessages(messages).map(({ path, line, column, message }) => ({
    path,
    // A text that is missing has no place in it.
    message: path.endsWith('.texts') ? message : `line ${line}, column ${column}: ${message}`,
  }))
}

// Two policies, each fine beside what there was, can make a circle together.
async function holdOverflows(tx: Tx, workspaceId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('overflow ' || ${workspaceId}, 0))`.execute(tx)
}

async function requireNoCircle(
  tx: Tx,
  { workspaceId, teamId, toTeamId }: { workspaceId: string; teamId: string; toTeamId: string },
): Promise<void> {
  const next = await overflowTargets(tx, workspaceId)
  const names = [next.get(teamId)?.name ?? '']
  const seen = new Set<string>()

  let id: string | null = toTeamId
  while (id !== null && !seen.has(id)) {
    seen.add(id)
    names.push(next.get(id)?.name ?? '')
    if (id === teamId) {
      const message = `conversations would go in a circle: ${names.join(' → ')}`
      throw refusal('overflow_circle', [{ path: 'overflow.teamId', message }], { teamIds: [...seen] })
    }
    id = next.get(id)?.toTeamId ?? null
  }
}

/** Every team, with the one that its policy of now overflows to. */
async function overflowTargets(tx: Tx, workspaceId: string) {
  const { rows } = await sql<{ id: string; name: string; to_team_id: string | null }>`
    SELECT t.id, t.name, p.settings #>> '{overflow,teamId}' AS to_team_id FROM team AS t
    JOIN policy AS p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    WHERE t.workspace_id = ${workspaceId} AND t.deleted_at IS NULL`.execute(tx)
  return new Map(rows.map(({ id, name, to_team_id }) => [id, { name, toTeamId: to_team_id }]))
}
