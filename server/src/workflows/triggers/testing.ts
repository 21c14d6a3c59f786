import { type WorkflowDefinitionInput, workflowDefinition } from '@fairlead/sdk'
import type { Database } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { LogReaders } from '../../events/log-readers.ts'
import { quiet } from '../../testing/app.ts'
import type { Scene } from '../../testing/scene.ts'
import { workflowReader } from './reader.ts'

type Given = Readonly<{
  start: WorkflowDefinitionInput['start']
  steps?: WorkflowDefinitionInput['steps']
  name?: string
  position?: number
  isRouting?: boolean
  state?: 'on' | 'off'
}>

/** A workflow that is on, without the checks of publishing. Answers its id. */
export async function publish(
  { database, workspaceId }: Pick<Scene, 'database' | 'workspaceId'>,
  { start, steps = [], name = 'Example', position = 0, isRouting = false, state = 'on' }: Given,
): Promise<string> {
  const id = newId()
  const draft = JSON.stringify(workflowDefinition.parse({ start, steps }))
  const { db } = database
  await db
    .insertInto('workflow')
    .values({
      ...{ workspace_id: workspaceId, id, name, position, state, draft, version: 1, is_routing: isRouting },
      ...{ trigger_type: start.trigger.type, webhook_token: `token-${id}`, published_at: new Date() },
    })
    .execute()
  await db
    .insertInto('workflow_version')
    .values({ workspace_id: workspaceId, workflow_id: id, version: 1, definition: draft, published_by: null })
    .execute()
  return id
}

/** What one process reads of the log for workflows. */
export function readersOf(database: Database): LogReaders {
  return new LogReaders(database, [workflowReader(quiet)], quiet)
}

/** The runs of a workflow, the oldest first. */
export async function runsOf({ database, workspaceId }: Pick<Scene, 'database' | 'workspaceId'>, workflowId: string) {
  return database.db
    .selectFrom('workflow_run')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('id')
    .execute()
}
