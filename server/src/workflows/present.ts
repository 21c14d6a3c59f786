import { isDeepStrictEqual } from 'node:util'
import { isRouting, type Workflow, type WorkflowDefinition } from '@fairlead/sdk'
import type { Db, Tx } from '../db/database.ts'
import { findPublishedDefinition, findWorkflow, type WorkflowRow } from './row.ts'

type Place = Readonly<{ workspaceId: string; id: string }>
export type Whole = Workflow & Readonly<{ draft: WorkflowDefinition }>

/** A workflow with its draft, as managers see it. */
export async function loadWorkflow(db: Db | Tx, place: Place, publicUrl: string): Promise<Whole> {
  const row = await findWorkflow(db, place)
  const published = await findPublishedDefinition(db, row)
  const { draft } = row
  const isChanged = published === null || !isDeepStrictEqual(published, draft)
  const shown = { ...row, trigger_of_draft: draft.start.trigger.type, unpublished: draft, is_changed: isChanged }
  return { ...presentWorkflow(shown, publicUrl), draft }
}

type Shown = Omit<WorkflowRow, 'draft'> &
  Readonly<{
    trigger_of_draft: Workflow['triggerType']
    /** The draft, where nothing was published yet. */
    unpublished: WorkflowDefinition | null
    is_changed: boolean
  }>

/** `publicUrl`: null for whom the address of its webhook is none of their business. */
export function presentWorkflow(row: Shown, publicUrl: string | null): Workflow {
  const isNew = row.version === null
  const isHook = row.trigger_of_draft === 'webhook' || row.trigger_type === 'webhook'
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    state: row.state,
    position: row.position,
    isRouting: isNew && row.unpublished !== null ? isRouting(row.unpublished) : row.is_routing,
    triggerType: (isNew ? null : row.trigger_type) ?? row.trigger_of_draft,
    version: row.version,
    draftVersion: row.draft_version,
    isChanged: row.is_changed,
    webhookUrl: isHook && publicUrl !== null ? hookUrl(publicUrl, row) : null,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  }
}

function hookUrl(publicUrl: string, { id, webhook_token }: Pick<WorkflowRow, 'id' | 'webhook_token'>): string {
  return `${publicUrl}/hooks/workflows/${id}/${webhook_token}`
}
