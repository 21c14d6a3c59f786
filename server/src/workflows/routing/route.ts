import { sql } from 'kysely'
import type { Database, Tx } from '../../db/database.ts'
import { addJob } from '../../jobs/add.ts'
import { releaseRouting } from './release.ts'

type Conversation = Readonly<{ workspaceId: string; id: string }>

const mostAtOnce = 500
const forgottenAfter = '30 seconds'

/** No workflow routes the conversation, or none does any more: once this is committed it goes where it usually would. */
export async function enqueueRoute(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await addJob(tx, 'conversation.route', { workspaceId, id }, { key: `route:${id}` })
}

/** The job. */
export async function routeConversation(database: Database, { workspaceId, id }: Conversation): Promise<void> {
  await database.transact((tx) => releaseRouting(tx, { workspaceId, id }))
}

/** Those that no workflow took and nobody remembered. Answers how many. */
export async function routeForgotten(database: Database): Promise<number> {
  const { rows } = await sql<Conversation>`
    SELECT c.workspace_id AS "workspaceId", c.id FROM conversation c
    WHERE c.routing_since < now() - ${forgottenAfter}::interval
      AND NOT EXISTS (SELECT FROM workflow_run r WHERE r.workspace_id = c.workspace_id AND r.conversation_id = c.id
        AND r.is_routing AND r.status IN ('running', 'waiting'))
    ORDER BY c.routing_since LIMIT ${mostAtOnce}`.execute(database.db)
  for (const conversation of rows) await routeConversation(database, conversation)
  return rows.length
}
