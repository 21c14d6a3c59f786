import { type WorkflowDefinitionInput, type WorkflowRun, workflowDefinition } from '@fairlead/sdk'
import { sql } from 'kysely'
import { newId } from '../../db/id.ts'
import type { Scene } from '../../testing/scene.ts'

type Opened = Extract<WorkflowDefinitionInput['start']['trigger'], { type: 'conversation_opened' }>
type Place = Pick<Scene, 'database' | 'workspaceId'>

/** A workflow that is on and routes what is opened; `trigger`: what. Answers its id. */
export async function publishRouting(
  { database, workspaceId }: Place,
  trigger: Partial<Opened> = {},
  { isRouting = true, state = 'on' as const }: { isRouting?: boolean; state?: 'on' | 'off' } = {},
): Promise<string> {
  const id = newId()
  const definition = JSON.stringify(
    workflowDefinition.parse({ start: { trigger: { type: 'conversation_opened', ...trigger } }, steps: [] }),
  )
  const name = 'Route'
  await database.db
    .insertInto('workflow')
    .values({
      ...{ workspace_id: workspaceId, id, name, state, draft: definition, version: 1 },
      ...{ trigger_type: 'conversation_opened', is_routing: isRouting, webhook_token: id, published_at: new Date() },
    })
    .execute()
  await database.db
    .insertInto('workflow_version')
    .values({ workspace_id: workspaceId, workflow_id: id, version: 1, definition, published_by: null })
    .execute()
  return id
}

/** A run of the workflow that routes the conversation. Answers its id. */
export async function beginRouting(
  { database, workspaceId }: Place,
  conversationId: string,
  status: WorkflowRun['status'] = 'waiting',
): Promise<string> {
  const id = newId()
  await sql`
    INSERT INTO workflow_run (workspace_id, id, workflow_id, version, conversation_id, contact_id, status, state, is_routing)
    SELECT c.workspace_id, ${id}, ${newId()}, 1, c.id, c.contact_id, ${status}, '{}', true
    FROM conversation c WHERE c.workspace_id = ${workspaceId} AND c.id = ${conversationId}`.execute(database.db)
  return id
}

/** It has ended. */
export async function endRun({ database, workspaceId }: Place, id: string): Promise<void> {
  await database.db
    .updateTable('workflow_run')
    .set({ status: 'done', ended_at: new Date() })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Since when it is held back, and its team. */
export async function routingOf({ database, workspaceId }: Place, id: string) {
  const row = await database.db
    .selectFrom('conversation')
    .select(['team_id', 'routing_since'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { teamId: row.team_id, isHeld: row.routing_since !== null }
}
