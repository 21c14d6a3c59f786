import type { Workspace } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { invalidRequest, refusal } from '../errors.ts'

/** Each stage once, and rules that speak of stages there are. */
export function requireKnownStages({ stages, priorityRules }: Pick<Workspace, 'stages' | 'priorityRules'>): void {
  const twice = stages.flatMap((stage, index) =>
    stages.indexOf(stage) < index ? [{ path: `stages.${index}`, message: `“${stage}” is there already` }] : [],
  )
  const unknown = priorityRules.flatMap((rule, ruleIndex) =>
    rule.stages.flatMap((stage, index) =>
      stages.includes(stage)
        ? []
        : [{ path: `priorityRules.${ruleIndex}.stages.${index}`, message: `there is no stage “${stage}”` }],
    ),
  )
  const issues = [...twice, ...unknown]
  if (issues.length > 0) throw invalidRequest(issues)
}

/** Contacts keep their stage: one that some are in does not go. The caller holds the workspace. */
export async function requireUnusedGone(
  tx: Tx,
  { workspaceId, before, after }: { workspaceId: string; before: readonly string[]; after: readonly string[] },
): Promise<void> {
  const gone = before.filter((stage) => !after.includes(stage))
  if (gone.length === 0) return
  const { rows } = await sql<{ stage: string; contacts: number }>`
    SELECT stage, count(*)::int AS contacts FROM contact
    WHERE workspace_id = ${workspaceId} AND stage = ANY (${gone}::text[])
    GROUP BY stage ORDER BY stage`.execute(tx)
  if (rows.length === 0) return

  const issues = rows.map(({ stage, contacts }) => ({
    path: 'stages',
    message: `${contacts === 1 ? '1 contact is' : `${contacts} contacts are`} in “${stage}”. Move them to another first`,
  }))
  throw refusal('stage_in_use', issues, { stages: rows })
}
