import type { Draft } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { presentDraft } from './draft.ts'

type Owner = Readonly<{ workspaceId: string; memberId: string }>

const most = 200

export async function listDrafts(db: Db, { workspaceId, memberId }: Owner): Promise<Draft[]> {
  const rows = await db
    .selectFrom('draft')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where(sql<boolean>`data ->> 'isEmpty' IS DISTINCT FROM 'true'`)
    .orderBy('updated_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(presentDraft)
}

export async function getDraft(
  db: Db,
  { workspaceId, memberId }: Owner,
  conversationId: string,
): Promise<Draft | null> {
  const row = await db
    .selectFrom('draft')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return row ? presentDraft(row) : null
}
