/**
 * Answers that leave a closed conversation closed: the rating or the choice that a run asks for there at this moment.
 * The run hears of them from the log, as of every message.
 */
import type { Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { RenderTime } from '../../expectations/liquid.ts'
import { type Answer, readAnswer } from '../interpreter/answer.ts'
import { needsOf } from '../interpreter/needs.ts'
import { exitOf } from '../interpreter/question.ts'
import type { RunState } from '../interpreter/run-state.ts'
import { newRendering, TextFailure } from '../interpreter/text.ts'
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

/** While nobody else’s messages come in. */
const mostMs = 250

/**
 * How many messages of each, from the first on, are such answers. Where the workflow goes on to what is only done in an
 * open conversation there are none, so that it finds it open.
 */
export async function countAnswers(tx: Tx, written: readonly Written[], now: Date): Promise<readonly number[]> {
  if (written.length === 0) return []
  const questions = new Map<string, IsAnswer[]>()
  const renderings = new Map<string, RenderTime>()
  for (const asking of await listAsking(tx, written, now)) {
    const rendering = renderings.get(asking.workspaceId) ?? newRendering(mostMs)
    renderings.set(asking.workspaceId, rendering)
    const isAnswer = await readQuestion(tx, asking, { now, rendering })
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
async function readQuestion(
  tx: Tx,
  asking: Asking,
  { now, rendering }: Readonly<{ now: Date; rendering: RenderTime }>,
): Promise<IsAnswer | null> {
  const { state: run } = asking
  const definition = await loadDefinition(tx, asking)
  const step = definition?.steps.find(({ id }) => id === run.stepId)
  if (!definition || step?.type !== 'ask_question') return null
  if (step.answer !== 'rating' && step.answer !== 'choice') return null
  const loaded = await loadWorld(tx, {
    ...asking,
    ...definition,
    needs: needsOf(definition, step.id),
    now: now.getTime(),
  })
  if (loaded === null) return null
  const world = { ...loaded, rendering }
  return (said) => {
    const answer = answerIn({ definition, run, step, world }, said)
    return answer !== null && !isComplaint(answer) && !wantsOpen(definition, step, exitOf(answer))
  }
}

// Where the titles cannot be read it is a message as any other: it comes in, whatever managers wrote.
function answerIn(place: Parameters<typeof readAnswer>[0], said: Said): Answer | null {
  try {
    return readAnswer(place, toIncoming({ ...said, id: '', attachments: [] }))
  } catch (error) {
    if (error instanceof TextFailure) return null
    throw error
  }
}

const poor = 2

/** Whoever says what was wrong wants to be heard by somebody. The score is kept all the same. */
function isComplaint({ rating }: Answer): boolean {
  return rating !== undefined && rating.score <= poor && /\p{L}/u.test(rating.comment)
}
