/**
 * The job `workflow.forget-message`: takes what an erased message said out of the runs of its conversation. Which that is
 * no text tells, since runs put what they heard into other words: it is followed from the step that took the message in,
 * through the variables that rest on it, to whatever was said with those. A run goes on, and finds nothing there.
 *
 * It may run twice. A run is held before everything else, which whoever erases cannot do: hence a job.
 */
import { sql } from 'kysely'
import type { Database, Tx } from '../../db/database.ts'
import type { RunState } from '../interpreter/run-state.ts'
import { loadDefinition } from './definitions.ts'
import { forgetAsked, forgetRatings, forgetTold } from './forget-elsewhere.ts'
import { type Erased, restingOn, type Taken } from './resting-on.ts'

type Id = Readonly<{ workspaceId: string; id: string }>

export async function forgetMessageInRuns(database: Database, { workspaceId, id }: Id): Promise<void> {
  await database.transact(async (tx) => {
    const erased = await findErased(tx, { workspaceId, id })
    if (erased === null) return
    // Those that begin others are held first, so that no other begins unseen.
    await holdRuns(tx, erased)
    let inherited: ReadonlySet<string> = new Set()
    for (const run of await listRuns(tx, erased)) {
      const tainted = await forgetInRun(tx, erased, run, run.depth > 0 ? inherited : new Set())
      inherited = inherited.union(tainted)
    }
  })
}

/** Null: it is not there any more, or nobody took it back. */
async function findErased(tx: Tx, { workspaceId, id }: Id): Promise<Erased | null> {
  const { rows } = await sql<Omit<Erased, 'workspaceId' | 'id'>>`
    SELECT m.conversation_id AS "conversationId", m.created_at AS "from",
      (SELECT min(n.created_at) FROM message n WHERE n.workspace_id = m.workspace_id
        AND n.conversation_id = m.conversation_id AND n.author_type = 'contact' AND NOT n.is_note
        AND n.id > m.id) AS "until"
    FROM message m WHERE m.workspace_id = ${workspaceId} AND m.id = ${id} AND m.deleted_at IS NOT NULL
      AND m.author_type = 'contact' AND NOT m.is_note`.execute(tx)
  return rows[0] ? { workspaceId, id, ...rows[0] } : null
}

async function holdRuns(tx: Tx, { workspaceId, conversationId }: Erased): Promise<void> {
  await tx
    .selectFrom('workflow_run')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('status', 'in', ['running', 'waiting'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

type Run = Awaited<ReturnType<typeof listRuns>>[number]

/** In the order in which they began. */
async function listRuns(tx: Tx, { workspaceId, conversationId, from }: Erased) {
  const rows = await tx
    .selectFrom('workflow_run')
    .select(['id', 'workflow_id', 'version', 'depth', 'state', 'heard_message_id', 'started_at', 'ended_at'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', from)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ state, ...row }) => ({ ...row, workspaceId, state: state as unknown as RunState }))
}

/** Answers the variables that rested on it. */
async function forgetInRun(
  tx: Tx,
  erased: Erased,
  run: Run,
  inherited: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { workspaceId, id, state } = run
  await forgetTold(tx, erased, id)
  const definition = await loadDefinition(tx, { workspaceId, workflowId: run.workflow_id, version: run.version })
  if (definition === null) return inherited

  const taken = await listTaken(tx, run)
  const { places, variables } = restingOn(definition, { erased, inherited, startedAt: run.started_at, taken })
  const stepIds = taken.filter(({ place }) => places.has(place)).map(({ stepId }) => stepId)
  await forgetSteps(tx, run, places)
  await forgetRatings(tx, erased, heardOf(run, taken, erased.id))
  await forgetAsked(tx, { workspaceId, id, state, stepIds })

  const isHere = places.has(here)
  const after = {
    ...state,
    variables: Object.fromEntries(
      Object.entries(state.variables).map(([name, value]) => [name, variables.has(name) ? null : value]),
    ),
    soFar: isHere ? { input: {}, output: {} } : state.soFar,
  }
  await tx
    .updateTable('workflow_run')
    .set({ state: JSON.stringify(after) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  return variables
}

/** The step at which the run stands has no place in the history yet. */
const here = Number.MAX_SAFE_INTEGER

async function listTaken(tx: Tx, { workspaceId, id, state, heard_message_id, ended_at }: Run): Promise<Taken[]> {
  const rows = await tx
    .selectFrom('workflow_run_step')
    .select(['place', 'step_id as stepId', 'message_id as messageId', 'exit', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', id)
    .orderBy('place')
    .execute()
  if (ended_at !== null) return rows
  return [...rows, { place: here, stepId: state.stepId, messageId: heard_message_id, exit: null, at: null }]
}

/** When the message was taken in: after what was before, and by then. */
function heardOf({ started_at }: Run, taken: readonly Taken[], messageId: string) {
  return taken.flatMap(({ at, ...each }, index) =>
    each.messageId === messageId ? [{ since: taken[index - 1]?.at ?? started_at, at }] : [],
  )
}

async function forgetSteps(tx: Tx, { workspaceId, id }: Run, places: ReadonlySet<number>): Promise<void> {
  const written = [...places].filter((place) => place !== here)
  if (written.length === 0) return
  await tx
    .updateTable('workflow_run_step')
    .set({ input: '{}', output: '{}' })
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', id)
    .where('place', 'in', written)
    .execute()
}
