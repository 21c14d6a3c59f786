import type { Event, WorkflowDefinition } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'
import { countWritten, findAstray, type Passed } from './history.ts'

export type Run = Readonly<{
  id: string
  workflow_id: string
  /** Of the workflow. */
  name: string
  version: number
  conversation_id: string
  status: string
  step_id: string | null
  waits_for: string | null
  end_reason: string | null
  error: string | null
  is_routing: boolean
  variables: Readonly<Record<string, unknown>>
  /** Of the event that it began with; null: it began otherwise. */
  sequence: number | null
  definition: WorkflowDefinition
  history: readonly Passed[]
  /** What it wrote, notes too, without what follows in further parts. */
  written: readonly string[]
}>

/** Every run, with all it left behind. */
export async function readRuns({ db }: Database): Promise<readonly Run[]> {
  const { rows } = await sql<Run>`
    SELECT r.id, r.workflow_id, w.name, r.version, r.conversation_id, r.status, r.step_id, r.waits_for, r.end_reason,
      r.error, r.is_routing, r.state -> 'variables' AS variables, v.definition,
      (SELECT substr(b.occasion, 7)::int FROM workflow_beginning b WHERE b.workspace_id = r.workspace_id
        AND b.workflow_id = r.workflow_id AND b.run_id = r.id AND b.occasion LIKE 'event:%') AS sequence,
      coalesce((SELECT jsonb_agg(to_jsonb(s) ORDER BY s.place) FROM workflow_run_step s
        WHERE s.workspace_id = r.workspace_id AND s.run_id = r.id), '[]') AS history,
      coalesce((SELECT jsonb_agg(m.text ORDER BY m.id) FROM message m WHERE m.workspace_id = r.workspace_id
        AND split_part(m.client_id, ':', 2) = r.id::text AND m.client_id LIKE 'workflow:%' AND m.client_id NOT LIKE '%#%'),
        '[]') AS written
    FROM workflow_run r
    JOIN workflow w ON w.workspace_id = r.workspace_id AND w.id = r.workflow_id
    JOIN workflow_version v ON v.workspace_id = r.workspace_id AND v.workflow_id = r.workflow_id AND v.version = r.version
    ORDER BY r.id`.execute(db)
  return rows
}

export function nameOf({ id, name, conversation_id }: Run): string {
  return `the run ${id} of ${name} in ${conversation_id}`
}

/** Runs that have not come to an end, or to a bad one, when all is quiet; and what still waits for a workflow. */
export async function findStuck({ db }: Database, runs: readonly Run[]): Promise<readonly string[]> {
  const { rows: told } = await sql<{ what: string }>`
    SELECT count(*) || ' things were told to the run ' || run_id || ', which did not take them in' AS what
      FROM workflow_run_event GROUP BY run_id
    UNION ALL SELECT 'the conversation ' || id || ' is held back for a workflow since ' || routing_since
      FROM conversation WHERE routing_since IS NOT NULL`.execute(db)
  return [
    ...runs.flatMap((run) => {
      const { status, step_id, waits_for, error } = run
      if (status === 'failed') return [`${nameOf(run)} failed at ${step_id}: ${error}`]
      return status === 'running' || status === 'waiting'
        ? [`${nameOf(run)} is ${status} at ${step_id}, for ${waits_for}`]
        : []
    }),
    ...told.map(({ what }) => what),
  ]
}

/** Steps out of order, and words of another version than the run began with. */
export function findAllAstray(runs: readonly Run[]): readonly string[] {
  return runs.flatMap((run) => {
    const wrong = findAstray(run.definition, run.history, run.status)
    const spoken = new Set(editionsIn(run.written))
    const own = new Set(editionsIn([JSON.stringify(run.definition.steps)]))
    return [
      ...(wrong === null ? [] : [`${nameOf(run)}: ${wrong}`]),
      ...[...spoken.difference(own)].map((other) => `${nameOf(run)}, version ${run.version}, says ${other}`),
    ]
  })
}

function editionsIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.match(/Edition \d+/g) ?? [])
}

/** Where a run has written more, or less, than its history tells. */
export function findMiswritten(runs: readonly Run[]): Readonly<{ twice: string[]; lost: string[] }> {
  const found = { twice: [] as string[], lost: [] as string[] }
  for (const run of runs) {
    const due = countWritten(run.definition, run.history)
    const { length } = run.written
    if (length !== due) found[length > due ? 'twice' : 'lost'].push(`${nameOf(run)} wrote ${length} times, not ${due}`)
  }
  return found
}

/** By the log: what a run wrote after its end, beginnings and ends that come twice, and two that route at once. */
export function findOutOfTurn(
  log: readonly Event[],
  runs: readonly Run[],
): Readonly<{ afterEnd: string[]; twice: string[]; routedTwice: string[] }> {
  const found = { afterEnd: [] as string[], twice: [] as string[], routedTwice: [] as string[] }
  const byId = new Map(runs.map((run) => [run.id, run]))
  const begun = new Set<string>()
  const ended = new Set<string>()
  /** By conversation. */
  const routing = new Map<string, string>()
  for (const event of log) {
    if (event.type === 'message.created') {
      const id = /^workflow:([^:]+):/.exec(event.data.message.clientId ?? '')?.[1]
      if (id !== undefined && ended.has(id))
        found.afterEnd.push(`#${event.sequence}: the run ${id} wrote after its end`)
    }
    if (event.type !== 'workflow_run.started' && event.type !== 'workflow_run.ended') continue
    const { id } = event.data.run
    const isStart = event.type === 'workflow_run.started'
    const seen = isStart ? begun : ended
    if (seen.has(id)) found.twice.push(`#${event.sequence}: ${event.type} of ${id} comes twice`)
    seen.add(id)
    const run = byId.get(id)
    if (!run?.is_routing) continue
    const other = routing.get(run.conversation_id)
    if (isStart && other !== undefined) found.routedTwice.push(`${nameOf(run)} routes beside ${other}`)
    if (isStart) routing.set(run.conversation_id, id)
    else if (other === id) routing.delete(run.conversation_id)
  }
  return found
}
