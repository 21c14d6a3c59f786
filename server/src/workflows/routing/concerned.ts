/**
 * Which new conversations a workflow may route. Asked for with every conversation that is opened, so the answer is kept
 * for a moment in each process. It may be wrong for that moment: a conversation that was not held back has a team, from
 * which the workflow takes it; one that was held back for nothing is found by whoever begins workflows, and later by the
 * housekeeping.
 */
import type { ChannelType, WorkflowTrigger } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Database, Tx } from '../../db/database.ts'

type Trigger = Extract<WorkflowTrigger, { type: 'conversation_opened' }>
type Channel = Readonly<{ id: string; workspaceId: string; type: ChannelType }>
type Known = Readonly<{ triggers: readonly Trigger[]; at: number }>

const keptMs = 1000
const mostKept = 10_000

/** By workspace, in this process. */
const known = new Map<string, Known>()

/** Those of the channels on which a workflow that is on may route what contacts begin. */
export async function findRoutedChannels(tx: Tx, channels: readonly Channel[]): Promise<ReadonlySet<string>> {
  const byWorkspace = await triggersOf(tx, [...new Set(channels.map(({ workspaceId }) => workspaceId))])
  return new Set(
    channels
      .filter((channel) => byWorkspace.get(channel.workspaceId)?.some((trigger) => isConcerned(trigger, channel)))
      .map(({ id }) => id),
  )
}

/** Forgets what is known of a workspace as soon as this process changes one of its workflows. */
export function followWorkflows(database: Database): void {
  database.onCommitted((events) => {
    for (const { type, workspaceId } of events) {
      if (type === 'workflow.changed' || type === 'workflow.deleted') known.delete(workspaceId)
    }
  })
}

async function triggersOf(tx: Tx, workspaceIds: readonly string[]): Promise<ReadonlyMap<string, readonly Trigger[]>> {
  const now = performance.now()
  const stale = workspaceIds.filter((id) => now - (known.get(id)?.at ?? Number.NEGATIVE_INFINITY) > keptMs)
  if (stale.length > 0) {
    const loaded = await loadTriggers(tx, stale)
    for (const id of stale) keep(id, { triggers: loaded.get(id) ?? [], at: now })
  }
  return new Map(workspaceIds.map((id) => [id, known.get(id)?.triggers ?? []]))
}

function keep(workspaceId: string, each: Known): void {
  known.delete(workspaceId)
  known.set(workspaceId, each)
  const [oldest] = known.keys()
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest)
}

async function loadTriggers(tx: Tx, workspaceIds: readonly string[]): Promise<Map<string, Trigger[]>> {
  const { rows } = await sql<{ workspace_id: string; trigger: Trigger }>`/* routing.triggers */
    SELECT w.workspace_id, v.definition -> 'start' -> 'trigger' AS trigger
    FROM workflow w JOIN workflow_version v
      ON v.workspace_id = w.workspace_id AND v.workflow_id = w.id AND v.version = w.version
    WHERE w.workspace_id = ANY (${workspaceIds}::uuid[]) AND w.state = 'on' AND w.trigger_type = 'conversation_opened'
      AND w.is_routing`.execute(tx)
  const byWorkspace = new Map<string, Trigger[]>()
  for (const { workspace_id: id, trigger } of rows) byWorkspace.set(id, [...(byWorkspace.get(id) ?? []), trigger])
  return byWorkspace
}

// Whom else it concerns, and under what condition, is asked when it is to begin.
function isConcerned({ by, channelIds, channelTypes }: Trigger, { id, type }: Channel): boolean {
  return (
    by !== 'member' &&
    (channelIds.length === 0 || channelIds.includes(id)) &&
    (channelTypes.length === 0 || channelTypes.includes(type))
  )
}
