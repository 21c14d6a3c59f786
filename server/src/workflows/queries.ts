import type { listWorkflows as listing, listWorkflowButtons, listWorkflowVersions, Output } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { presentWorkflow } from './present.ts'
import { findWorkflow } from './row.ts'

type Listed = Output<typeof listing>['data']
type Version = Output<typeof listWorkflowVersions>['data'][number]
type Button = Output<typeof listWorkflowButtons>['data'][number]

/** Those in use, those that are archived, or all (null), in their order. */
export async function listWorkflows(
  db: Db,
  {
    workspaceId,
    isArchived,
    publicUrl,
  }: Readonly<{ workspaceId: string; isArchived: boolean | null; publicUrl: string | null }>,
): Promise<Listed> {
  const [rows, counts] = await Promise.all([
    db
      .selectFrom('workflow as w')
      .leftJoin('workflow_version as v', (join) =>
        join
          .onRef('v.workspace_id', '=', 'w.workspace_id')
          .onRef('v.workflow_id', '=', 'w.id')
          .onRef('v.version', '=', 'w.version'),
      )
      .select([
        ...(['w.workspace_id', 'w.id', 'w.name', 'w.description', 'w.state', 'w.position', 'w.draft_version'] as const),
        ...(['w.version', 'w.trigger_type', 'w.is_routing', 'w.webhook_token', 'w.published_at'] as const),
        ...(['w.created_at', 'w.changed_at', 'w.drafted_by'] as const),
        // Drafts may be large: only what is shown of them is read.
        sql<Listed[number]['triggerType']>`w.draft #>> '{start,trigger,type}'`.as('trigger_of_draft'),
        sql<boolean>`w.draft IS DISTINCT FROM v.definition`.as('is_changed'),
      ])
      .select((eb) =>
        eb.case().when('w.version', 'is', null).then(eb.ref('w.draft')).else(null).end().as('unpublished'),
      )
      .where('w.workspace_id', '=', workspaceId)
      .$if(isArchived !== null, (query) => query.where('w.state', isArchived ? '=' : '<>', 'archived'))
      .orderBy('w.position')
      .orderBy('w.id')
      .execute(),
    countRuns(db, workspaceId),
  ])
  return rows.map((row) => ({
    ...presentWorkflow(row, publicUrl),
    ...(counts.get(row.id) ?? { active: 0, failed: 0 }),
  }))
}

type Counts = Readonly<{ active: number; failed: number }>

async function countRuns(db: Db, workspaceId: string): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await sql<Counts & { id: string }>`/* workflow.count-runs */
    SELECT workflow_id AS id, sum(active)::int AS active, sum(failed)::int AS failed FROM (
      SELECT workflow_id, count(*) AS active, 0 AS failed FROM workflow_run
      WHERE workspace_id = ${workspaceId} AND status IN ('running', 'waiting') GROUP BY workflow_id
      UNION ALL
      SELECT workflow_id, 0, count(*) FROM workflow_run
      WHERE workspace_id = ${workspaceId} AND status = 'failed' AND started_at > now() - interval '7 days'
      GROUP BY workflow_id) AS counted
    GROUP BY workflow_id`.execute(db)
  return new Map(rows.map(({ id, active, failed }) => [id, { active, failed }]))
}

/** What was published, the newest first. */
export async function listVersions(
  db: Db,
  { workspaceId, id }: Readonly<{ workspaceId: string; id: string }>,
): Promise<Version[]> {
  await findWorkflow(db, { workspaceId, id })
  const rows = await db
    .selectFrom('workflow_version')
    .select(['version', 'published_at', 'published_by', 'definition'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', id)
    .orderBy('version', 'desc')
    .limit(mostVersions)
    .execute()
  return rows.map((row) => ({
    version: row.version,
    at: row.published_at.toISOString(),
    byId: row.published_by,
    definition: row.definition,
  }))
}

const mostVersions = 100

/** What members may start from a conversation, in its order. */
export async function listButtons(db: Db, workspaceId: string): Promise<Button[]> {
  const rows = await db
    .selectFrom('workflow as w')
    .innerJoin('workflow_version as v', (join) =>
      join
        .onRef('v.workspace_id', '=', 'w.workspace_id')
        .onRef('v.workflow_id', '=', 'w.id')
        .onRef('v.version', '=', 'w.version'),
    )
    .select(['w.id', 'v.definition'])
    .where('w.workspace_id', '=', workspaceId)
    .where('w.state', '=', 'on')
    .where('w.trigger_type', '=', 'button')
    .orderBy('w.position')
    .orderBy('w.id')
    .execute()
  return rows.flatMap(({ id, definition: { start } }) => {
    const { trigger } = start
    return trigger.type === 'button'
      ? [{ id, label: trigger.label, shortcut: trigger.shortcut, form: trigger.form }]
      : []
  })
}
