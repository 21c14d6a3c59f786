import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { type Reference, templateKey } from './references.ts'

type Kind = Reference['kind']
type Row = Readonly<{ kind: Kind; what: string }>

/** Whether the workspace has what a reference names. */
export type Known = (reference: Pick<Reference, 'kind' | 'what'>) => boolean

export async function findKnown(db: Db | Tx, workspaceId: string, wanted: readonly Reference[]): Promise<Known> {
  const named = (kind: Kind) => [...new Set(wanted.filter((each) => each.kind === kind).map(({ what }) => what))]
  if (wanted.length === 0) return () => true
  // Ids are compared as texts: what was written by hand may be none.
  const { rows } = await sql<Row>`/* workflow.find-known */
    SELECT 'team' AS kind, id::text AS what FROM team
      WHERE workspace_id = ${workspaceId} AND deleted_at IS NULL
    UNION ALL SELECT 'member', id::text FROM member WHERE workspace_id = ${workspaceId} AND deactivated_at IS NULL
    UNION ALL SELECT 'channel', id::text FROM channel WHERE workspace_id = ${workspaceId} AND deleted_at IS NULL
    UNION ALL SELECT 'skill', id::text FROM skill WHERE workspace_id = ${workspaceId}
    UNION ALL SELECT 'category', id::text FROM closing_category
      WHERE workspace_id = ${workspaceId} AND deleted_at IS NULL
    UNION ALL SELECT 'workflow', id::text FROM workflow WHERE workspace_id = ${workspaceId} AND state <> 'archived'
    UNION ALL SELECT 'attachment', id::text FROM attachment
      WHERE workspace_id = ${workspaceId} AND id = ANY (${named('attachment')}::uuid[])
        AND message_id IS NULL AND state = 'stored'
    UNION ALL SELECT 'stage', stage FROM workspace, unnest(stages) AS stage WHERE id = ${workspaceId}
    UNION ALL SELECT subject || '_field', key FROM field WHERE workspace_id = ${workspaceId}`.execute(db)
  const templates = await findTemplates(db, workspaceId, named('template'))
  const known = new Set([...rows, ...templates].map(({ kind, what }) => `${kind} ${what}`))
  return ({ kind, what }) => known.has(`${kind} ${what}`)
}

async function findTemplates(db: Db | Tx, workspaceId: string, keys: readonly string[]): Promise<Row[]> {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('template')
    .select(['name', 'language'])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`name || ' ' || language = ANY (${[...keys]}::text[])`)
    .execute()
  return rows.map((row) => ({ kind: 'template', what: templateKey(row) }))
}
