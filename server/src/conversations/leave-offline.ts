/**
 * What becomes of the conversations of somebody who went offline: what the policy of each one's team says. A job does
 * it, enqueued with the change of presence, so that a crash loses nothing; who is back before it runs keeps theirs.
 */
import type { Actor } from '@fairlead/sdk'
import { type SqlBool, sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { lockMember } from '../members/queries.ts'
import { type ConversationRow, lockConversation } from './change.ts'
import { giveBack, hasAssignee } from './give-back.ts'
import { selectWithPolicy } from './with-policy.ts'

const system: Actor = { type: 'system', id: null }

/** The job: gives back what the policies say, and answers how many. */
export async function leaveAll(
  database: Database,
  { workspaceId, id: memberId }: Readonly<{ workspaceId: string; id: string }>,
): Promise<number> {
  return database.transact(async (tx) => {
    const member = await lockMember(tx, workspaceId, memberId)
    if (member?.presence !== 'offline') return 0

    // All are held before any is looked at: a message that comes at this moment may make one unanswered.
    const rows = await selectHeld(tx, workspaceId)
      .select(sql<string>`p.settings ->> 'whenOffline'`.as('when_offline'))
      .where('c.assignee_id', '=', memberId)
      .where(sql<SqlBool>`p.settings ->> 'whenOffline' IN ('reassign_all', 'reassign_unanswered')`)
      .orderBy('c.id')
      .forNoKeyUpdate('c')
      .execute()
    return giveBackAll(
      tx,
      rows.filter((row) => row.when_offline === 'reassign_all' || row.waiting_since !== null),
    )
  })
}

/**
 * Contacts write: unless the policy keeps it with an assignee who is offline, somebody who is there gets it. Answers the
 * ids of those given back. The caller holds the conversations. The assignees are not held: who goes offline at this
 * moment has a job that waits for us.
 */
export async function leaveOffline(
  tx: Tx,
  conversations: readonly Readonly<{ workspaceId: string; id: string }>[],
): Promise<string[]> {
  if (conversations.length === 0) return []
  // A team that gives to people who are offline would only give it to them again.
  const { rows } = await sql<{ workspace_id: string; id: string }>`/* conversation.leave-offline */
    SELECT c.workspace_id, c.id
    FROM unnest(${conversations.map(({ workspaceId }) => workspaceId)}::uuid[],
      ${conversations.map(({ id }) => id)}::uuid[]) AS w (workspace_id, id)
    CROSS JOIN LATERAL (SELECT c.* FROM conversation c WHERE c.workspace_id = w.workspace_id AND c.id = w.id
      AND c.status = 'open' OFFSET 0) AS c
    JOIN member m ON m.workspace_id = c.workspace_id AND m.id = c.assignee_id AND m.presence = 'offline'
    JOIN team t ON t.workspace_id = c.workspace_id AND t.id = c.team_id
    JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    WHERE p.settings ->> 'whenOffline' <> 'keep' AND (p.settings ->> 'onlineOnly')::boolean`.execute(tx)
  for (const { workspace_id: workspaceId, id } of rows) {
    await giveBackAll(tx, [await lockConversation(tx, workspaceId, id)])
  }
  return rows.map(({ id }) => id)
}

function selectHeld(tx: Tx, workspaceId: string) {
  return selectWithPolicy(tx).selectAll('c').where('c.workspace_id', '=', workspaceId).where('c.status', '=', 'open')
}

async function giveBackAll(tx: Tx, rows: readonly ConversationRow[]): Promise<number> {
  const held = rows.filter(hasAssignee)
  for (const row of held) await giveBack(tx, row, { by: 'offline', actor: system })
  return held.length
}
