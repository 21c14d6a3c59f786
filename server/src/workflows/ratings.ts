import { id, type Rating } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { WorkflowTables } from '../db/tables/workflows.ts'
import { AppError } from '../errors.ts'

type Asked = Readonly<{
  workspaceId: string
  conversationId?: string | undefined
  agentId?: string | undefined
  cursor?: string | undefined
  limit: number
}>

/** What contacts said of conversations, the newest first. */
export async function listRatings(
  db: Db,
  { workspaceId, conversationId, agentId, cursor, limit }: Asked,
): Promise<{ data: Rating[]; nextCursor: string | null }> {
  if (cursor !== undefined && !id.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that a list answered with' })
  }
  const rows = await db
    .selectFrom('rating')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(conversationId !== undefined, (query) => query.where('conversation_id', '=', conversationId!))
    .$if(agentId !== undefined, (query) => query.where('agent_id', '=', agentId!))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const data = rows.slice(0, limit).map(presentRating)
  return { data, nextCursor: rows.length > limit ? data.at(-1)!.id : null }
}

function presentRating(row: Selectable<WorkflowTables['rating']>): Rating {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    agentId: row.agent_id,
    teamId: row.team_id,
    score: row.score,
    comment: row.comment,
    at: row.at.toISOString(),
  }
}
