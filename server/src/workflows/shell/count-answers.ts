/**
 * Answers that leave a closed conversation closed: the rating or the choice that a run asks for there at this moment.
 * The run hears of them from the log, as of every message.
 */
import type { Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { type Answer, readAnswer } from '../interpreter/answer.ts'
import { needsOf } from '../interpreter/needs.ts'
import { exitOf } from '../interpreter/question.ts'
import type { RunState } from '../interpreter/run-state.ts'
import { wantsOpen } from '../interpreter/wants-open.ts'
import { toIncoming } from '../triggers/run-events.ts'
import { loadDefinition } from './definitions.ts'
import { loadWorld } from './facts.ts'

type Said = Pick<Message, 'kind' | 'text' | 'content'>
type Written = Readonly<{ workspaceId: string; conversationId: string; messages: readonly Said[] }>
type IsAnswer = (said: Said) => boolean

type Asking = Readonly<{
  workspaceId: string
  conversationId: string
  workflowId: string
  version: number
  state: RunState
}>

/**
 * How many messages of each, from the first on, are such answers. Where the workflow goes on to what is only done in an
 * open conversation there are none, so that it finds it open.
 */
export async function countAnswers(tx: Tx, written: readonly Written[], now: Date): Promise<readonly number[]> {
  if (written.length === 0) return []
  const questions = new Map<string, IsAnswer[]>()
  for (const asking of await listAsking(tx, written, now)) {
    const isAnswer = await readQuestion(tx, asking, now)
    if (isAnswer) questions.set(asking.conversationId, [...(questions.get(asking.conversationId) ?? []), isAnswer])
  }
  return written.map(({ conversationId, messages }) => {
    const asked = questions.get(conversationId) ?? []
    const other = messages.findIndex((said) => !asked.some((isAnswer) => isAnswer(said)))
    return other < 0 ? messages.length : other
  })
}

// Runs are held before everything else, and contacts are held here already: so they are only looked at.
async function listAsking(tx: Tx, written: readonly Written[], now: Date): Promise<Asking[]> {
  const { rows } = await sql<Asking>`/* workflow.list-asking */
    SELECT r.workspace_id AS "workspaceId", r.conversation_id AS "conversationId", r.workflow_id AS "workflowId",
      r.version, r.state
    FROM unnest(${written.map(({ workspaceId }) => workspaceId)}::uuid[],
      ${written.map(({ conversationId }) => conversationId)}::uuid[]) AS w (workspace_id, id)
    JOIN workflow_run r ON r.workspace_id = w.workspace_id AND r.conversation_id = w.id
      AND r.status IN ('running', 'waiting') AND r.waits_for = 'answer' AND (r.wake_at IS NULL OR r.wake_at > ${now})
    ORDER BY r.id`.execute(tx)
  return rows
}

/** Null: it asks for something else. */
async function readQuestion(tx: Tx, asking: Asking, now: Date): Promise<IsAnswer | null> {
  const { state: run } = asking
  const definition = await loadDefinition(tx, asking)
  const step = definition?.steps.find(({ id }) => id === run.stepId)
  if (!definition || step?.type !== 'ask_question') return null
  if (step.answer !== 'rating' && step.answer !== 'choice') return null
  const world = await loadWorld(tx, {
    ...asking,
    ...definition,
    needs: needsOf(definition, step.id),
    now: now.getTime(),
  })
  if (world === null) return null
  return (said) => {
    const answer = readAnswer({ definition, run, step, world }, toIncoming({ ...said, id: '', attachments: [] }))
    return answer !== null && !isComplaint(answer) && !wantsOpen(definition, step, exitOf(answer))
  }
}

const poor = 2

/** Whoever says what was wrong wants to be heard by somebody. The score is kept all the same. */
function isComplaint({ rating }: Answer): boolean {
  return rating !== undefined && rating.score <= poor && /\p{L}/u.test(rating.comment)
}
