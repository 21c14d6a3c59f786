import type { WorkflowStart, WorkflowValue } from '@fairlead/sdk'
import type { Tx } from '../../db/database.ts'
import { holds } from '../interpreter/condition.ts'
import { needsOf } from '../interpreter/needs.ts'
import { type Effort, newEffort } from '../interpreter/pattern.ts'
import { loadWorld } from '../shell/facts.ts'

type Asked = Readonly<{
  workspaceId: string
  conversationId: string
  start: WorkflowStart
  variables?: Readonly<Record<string, WorkflowValue>>
  /** Milliseconds since the epoch. */
  now: number
  /** Of several conditions that are asked of the same. */
  effort?: Effort
}>

/** Whether the condition of a workflow's start holds for a conversation; nothing is read where there is none. */
export async function meetsCondition(
  tx: Tx,
  { workspaceId, conversationId, start, variables = {}, now, effort = newEffort() }: Asked,
): Promise<boolean> {
  const { condition } = start
  if (condition.rules.length === 0 && condition.not !== true) return true
  const needs = needsOf({ start, steps: [] }, null)
  const world = await loadWorld(tx, { workspaceId, conversationId, needs, now })
  return world !== null && holds(condition, world, variables, effort)
}
