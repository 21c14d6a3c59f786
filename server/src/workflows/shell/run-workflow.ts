import type { Tx } from '../../db/database.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { type Started, startRun } from '../triggers/start-run.ts'
import { Refused } from './refused.ts'
import type { Running } from './running.ts'

const sentences: Partial<Readonly<Record<Extract<Started, { refused: unknown }>['refused'], string>>> = {
  too_deep: 'Workflows start one another here again and again, which may go on for ever.',
  not_published: 'The workflow that is to be started is switched off, or is not there any more.',
  already: 'It begins once for each contact or conversation, and has done so.',
  another_routing: 'Another workflow is giving this conversation to somebody just now.',
}

/**
 * Starts another workflow for the conversation, with what this one has learned. What is refused is answered, not thrown:
 * the history that says why no other run began stays.
 */
export async function runWorkflow(
  tx: Tx,
  run: Running,
  { workflowId }: EffectOf<'run_workflow'>,
): Promise<Refused | null> {
  const { workspaceId, conversationId, contactId, state } = run
  const given = { workspaceId, workflowId, conversationId, contactId, variables: state.variables }
  const started = await startRun(tx, { ...given, depth: run.depth + 1 })
  if (!('refused' in started)) return null
  return new Refused(started.refused, sentences[started.refused] ?? 'The workflow could not be started.')
}
