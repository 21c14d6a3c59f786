/** What a run leaves behind: its history, and what the contact said of the conversation. */
import type { Rating } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { found } from '../../errors.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { actorOf, type Running } from './running.ts'

/** A step of the history, with what it took in of the contact's. */
export type Recorded = EffectOf<'record'> & Readonly<{ messageId: string | null }>

export async function record(tx: Tx, run: Running, effects: readonly Recorded[]): Promise<void> {
  if (effects.length === 0) return
  const { workspaceId, id, workflowId } = run
  const { place: last } = await tx
    .selectFrom('workflow_run_step')
    .select((eb) => eb.fn.coalesce(eb.fn.max('place'), eb.lit(0)).as('place'))
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', id)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('workflow_run_step')
    .values(
      effects.map(({ stepId, input, output, exit, error, messageId }, index) => ({
        workspace_id: workspaceId,
        run_id: id,
        place: last + 1 + index,
        workflow_id: workflowId,
        step_id: stepId,
        input: JSON.stringify(input),
        output: JSON.stringify(output),
        exit,
        error,
        message_id: messageId,
        at: sql<Date>`clock_timestamp()`,
      })),
    )
    .execute()
}

/** The contact's word for who had the conversation last. */
export async function rate(tx: Tx, run: Running, { score, comment }: EffectOf<'rate'>): Promise<void> {
  const { workspaceId, conversationId, contactId } = run
  const { assignee_id, last_agent_id, team_id } = found(
    await tx
      .selectFrom('conversation')
      .select(['assignee_id', 'last_agent_id', 'team_id'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', conversationId)
      .executeTakeFirst(),
  )
  const agentId = assignee_id ?? last_agent_id
  const { id, at } = await tx
    .insertInto('rating')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      conversation_id: conversationId,
      contact_id: contactId,
      agent_id: agentId,
      team_id,
      score,
      comment,
    })
    .returning(['id', 'at'])
    .executeTakeFirstOrThrow()
  const rating: Rating = {
    id,
    conversationId,
    contactId,
    agentId,
    teamId: team_id,
    score,
    comment,
    at: at.toISOString(),
  }
  append(tx, { workspaceId, type: 'rating.given', subjectId: conversationId, actor: actorOf(run), data: { rating } })
}
