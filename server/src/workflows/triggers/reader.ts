/**
 * What happened, as workflows hear of it: some begin with it, and runs that go on where it happened are told of it. It is
 * read a moment after the commit, once, with all that follows from it: rows and jobs, which commit together with how far
 * the log was read.
 */
import type { Event, WorkflowTriggerType } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Tx } from '../../db/database.ts'
import type { LogReader } from '../../events/log-readers.ts'
import { enqueueRoute } from '../routing/route.ts'
import { beginRuns, triggersFor } from './begin-runs.ts'
import { conversationOf } from './places.ts'
import { toRunEvent } from './run-events.ts'
import { tellRuns } from './tell-runs.ts'

const none: ReadonlySet<string> = new Set()

export function workflowReader(log: Logger): LogReader {
  return {
    name: 'workflows',
    from: 'now',
    async read(tx, workspaceId, events) {
      const interesting = events.filter((event) => triggersFor(event).length > 0 || toRunEvent(event) !== null)
      if (interesting.length === 0) return
      const { types, hasRuns } = await look(tx, workspaceId, interesting)
      const beginning = interesting.filter((event) => triggersFor(event).some((type) => types.includes(type)))
      const routed = beginning.length > 0 ? await beginRuns(tx, workspaceId, beginning, log) : none
      // Those that began just now are told of what came after that.
      if (hasRuns || beginning.length > 0) await tellRuns(tx, workspaceId, interesting)
      await releaseOthers(tx, workspaceId, interesting, routed)
    },
  }
}

/** What was opened without a team, for a workflow to say whose it is, and none of them took, goes where it usually would. */
async function releaseOthers(
  tx: Tx,
  workspaceId: string,
  events: readonly Event[],
  routed: ReadonlySet<string>,
): Promise<void> {
  const left = events.flatMap((event) => {
    const isOpening = event.type === 'conversation.opened' && event.data.conversation.teamId === null
    return isOpening && !routed.has(event.subjectId) ? [event.subjectId] : []
  })
  if (left.length === 0) return
  const { rows } = await sql<{ id: string }>`/* workflow.list-unrouted */
    SELECT id FROM conversation
    WHERE workspace_id = ${workspaceId} AND id = ANY (${left}::uuid[]) AND routing_since IS NOT NULL`.execute(tx)
  for (const { id } of rows) await enqueueRoute(tx, workspaceId, id)
}

type Seen = Readonly<{ types: readonly WorkflowTriggerType[]; hasRuns: boolean }>

// Where there are no workflows this is all that is asked.
async function look(tx: Tx, workspaceId: string, events: readonly Event[]): Promise<Seen> {
  const conversationIds = [...new Set(events.flatMap((event) => conversationOf(event) ?? []))]
  const { rows } = await sql<Seen>`/* workflow.look */
    SELECT ARRAY(SELECT DISTINCT trigger_type FROM workflow
        WHERE workspace_id = ${workspaceId} AND state = 'on') AS types,
      EXISTS (SELECT FROM workflow_run WHERE workspace_id = ${workspaceId}
        AND conversation_id = ANY (${conversationIds}::uuid[]) AND status IN ('running', 'waiting')) AS "hasRuns"`.execute(
    tx,
  )
  return rows[0]!
}
