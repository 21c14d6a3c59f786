/** What people and workflows do to a conversation without asking the engine. The caller holds it, open. */
import type { Actor, Conversation, EventData } from '@fairlead/sdk'
import { sql, type UpdateObject } from 'kysely'
import { type ConversationRow, changeConversation } from '../conversations/change.ts'
import type { Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { removeJob } from '../jobs/add.ts'
import { takeTurnByHand } from './manual-turn.ts'
import { type Warning, warningFor } from './warning.ts'

export type Assigned = Readonly<{ conversation: Conversation; warning: Warning | null }>

/** `more`: what is changed with it. */
type Doing<By> = Readonly<{ actor: Actor; by: By; more?: UpdateObject<Tables, 'conversation', 'conversation'> }>

/** Gives it to the member, whom the caller holds, from whoever has it, and over a limit says so. */
export async function give(
  tx: Tx,
  row: ConversationRow,
  memberId: string,
  { actor, by, more = {} }: Doing<'manual' | 'claim' | 'workflow'>,
): Promise<Assigned> {
  const warning = await warningFor(tx, row, memberId)
  await removeJob(tx, `answer:${row.id}`)
  const conversation = await changeConversation(
    tx,
    row,
    // Who is given a snoozed conversation should see it.
    {
      ...more,
      assignee_id: memberId,
      assigned_at: sql<Date>`clock_timestamp()`,
      assigned_by: by,
      last_agent_id: memberId,
      last_agent_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
      escalated_at: null,
      status: 'open',
      snoozed_until: null,
    },
    {
      type: 'conversation.assigned',
      actor,
      extra: {
        agentId: memberId,
        fromAgentId: row.assignee_id,
        by,
        sentence: null,
        isOverLimit: warning === 'over_limit',
      },
    },
  )
  await takeTurnByHand(tx, row, memberId)
  return { conversation, warning }
}

/** Takes it from whoever has it. Nobody is the contact's previous agent from whom it was taken so. */
export async function takeBack(
  tx: Tx,
  row: ConversationRow & { assignee_id: string },
  {
    actor,
    by,
    more = {},
  }: Doing<Extract<EventData<'conversation.unassigned'>['by'], 'manual' | 'transfer' | 'workflow'>>,
): Promise<Conversation> {
  await removeJob(tx, `answer:${row.id}`)
  return changeConversation(
    tx,
    row,
    {
      ...more,
      assignee_id: null,
      assigned_at: null,
      assigned_by: null,
      last_agent_id: null,
      last_agent_at: null,
      queued_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
    },
    { type: 'conversation.unassigned', actor, extra: { fromAgentId: row.assignee_id, by } },
  )
}

/** Into another team, where it begins anew but keeps its age. The caller knows that the team exists. */
export async function moveTo(
  tx: Tx,
  row: ConversationRow,
  teamId: string | null,
  { actor, by, more = {} }: Doing<'manual' | 'workflow'>,
): Promise<Conversation> {
  await removeJob(tx, `answer:${row.id}`)
  return changeConversation(
    tx,
    row,
    {
      team_id: teamId,
      queued_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
      tried: sql<string[]>`'{}'`,
      overflowed_from: sql<string[]>`'{}'`,
      escalated_at: null,
      routing_since: null,
      assignment_wish: null,
      ...more,
    },
    { type: 'conversation.moved', actor, extra: { teamId, fromTeamId: row.team_id, by } },
  )
}
