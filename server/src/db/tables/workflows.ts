import type { Workflow, WorkflowDefinition, WorkflowRun, WorkflowValue } from '@fairlead/sdk'
import type { Counter, CreatedAt, Defaulted, Json } from './column.ts'

export type WorkflowTables = {
  workflow: {
    workspace_id: string
    id: string
    name: string
    description: Defaulted<string>
    state: Defaulted<Workflow['state']>
    position: Counter
    draft: Json<WorkflowDefinition>
    draft_version: Counter
    drafted_by: string | null
    version: number | null
    trigger_type: Workflow['triggerType'] | null
    is_routing: Defaulted<boolean>
    webhook_token: string
    published_at: Date | null
    created_at: CreatedAt
    changed_at: Defaulted<Date>
  }
  workflow_version: {
    workspace_id: string
    workflow_id: string
    version: number
    definition: Json<WorkflowDefinition>
    published_by: string | null
    published_at: Defaulted<Date>
  }
  workflow_run: {
    workspace_id: string
    id: string
    workflow_id: string
    version: number
    conversation_id: string
    contact_id: string
    status: Defaulted<WorkflowRun['status']>
    /** A `RunState` of the interpreter. */
    state: Json<Readonly<Record<string, unknown>> & Readonly<{ variables: Readonly<Record<string, WorkflowValue>> }>>
    step_id: string | null
    waits_for: string | null
    wake_at: Date | null
    is_routing: Defaulted<boolean>
    depth: Counter
    end_reason: string | null
    error: string | null
    /** What the step at which it stands took in of the contact's. */
    heard_message_id: Defaulted<string | null>
    started_at: Defaulted<Date>
    ended_at: Date | null
  }
  workflow_run_event: { workspace_id: string; run_id: string; place: Defaulted<string>; event: Json<unknown> }
  workflow_run_step: {
    workspace_id: string
    run_id: string
    place: number
    workflow_id: string
    step_id: string | null
    input: Json<Record<string, unknown>>
    output: Json<Record<string, unknown>>
    exit: string | null
    error: string | null
    message_id: Defaulted<string | null>
    at: Date
  }
  workflow_beginning: {
    workspace_id: string
    workflow_id: string
    occasion: string
    run_id: string | null
    at: Defaulted<Date>
  }
  workflow_secret: { workspace_id: string; name: string; value: string; changed_at: Defaulted<Date> }
  rating: {
    workspace_id: string
    id: string
    conversation_id: string
    contact_id: string
    agent_id: string | null
    team_id: string | null
    score: number
    comment: Defaulted<string>
    at: Defaulted<Date>
  }
}
