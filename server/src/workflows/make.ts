import { type Actor, type postWorkflow, type WorkflowDefinition, workflowDefinition } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { makeToken } from '../auth/secrets.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { makeFromTemplate } from './templates/list.ts'

type NewWorkflow = z.output<(typeof postWorkflow)['body']>
type Making = Readonly<{ workspaceId: string; actor: Actor; given: NewWorkflow }>

/** Makes a workflow, as a draft that comes last: what is given, what a template makes of the answers, or nothing yet. */
export async function makeWorkflow(tx: Tx, { workspaceId, actor, given }: Making): Promise<string> {
  const id = newId()
  const draft = given.draft ?? (await fromTemplate(tx, workspaceId, given)) ?? nothingYet()
  await tx
    .insertInto('workflow')
    .values({
      workspace_id: workspaceId,
      id,
      name: given.name,
      description: given.description,
      position: sql<number>`(SELECT coalesce(max(position) + 1, 0) FROM workflow WHERE workspace_id = ${workspaceId})`,
      draft: JSON.stringify(draft),
      webhook_token: makeToken('').token,
    })
    .execute()
  append(tx, { workspaceId, type: 'workflow.changed', subjectId: id, actor, data: { id } })
  return id
}

async function fromTemplate(
  tx: Tx,
  workspaceId: string,
  { template, answers = {}, locale }: NewWorkflow,
): Promise<WorkflowDefinition | null> {
  if (template === undefined) return null
  const { language } = await tx
    .selectFrom('workspace')
    .select('language')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return makeFromTemplate(template, answers, locale ?? language)
}

function nothingYet(): WorkflowDefinition {
  return workflowDefinition.parse({ start: { trigger: { type: 'conversation_opened' } }, steps: [] })
}
