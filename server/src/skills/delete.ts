import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import { differenceOf } from '../conversations/change.ts'
import { loadConversations } from '../conversations/present.ts'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { type MemberRow, presentMember } from '../members/present.ts'

type Deletion = Readonly<{ workspaceId: string; id: string; actor: Actor }>

const batchSize = 1000

/** Deletes a skill: agents have it no more, and no conversation needs it, which would else wait for nobody. */
export async function deleteSkill(tx: Tx, deletion: Deletion): Promise<void> {
  const { workspaceId, id, actor } = deletion
  await holdForChange(tx, workspaceId)
  // The strongest lock: whoever is about to give the skill holds its key, and has either done so or waits for us.
  found(
    await tx
      .selectFrom('skill')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  )
  await takeFromMembers(tx, deletion)
  await takeFromConversations(tx, deletion)
  await tx.deleteFrom('skill').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, { workspaceId, type: 'skill.deleted', subjectId: id, actor, data: { id } })
}

async function takeFromMembers(tx: Tx, { workspaceId, id, actor }: Deletion): Promise<void> {
  await sql`
    SELECT FROM member WHERE workspace_id = ${workspaceId} AND ${id}::uuid = ANY (skill_ids)
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
  const { rows } = await sql<MemberRow>`
    UPDATE member SET skill_ids = array_remove(skill_ids, ${id}::uuid)
    WHERE workspace_id = ${workspaceId} AND ${id}::uuid = ANY (skill_ids)
    RETURNING *`.execute(tx)
  for (const row of rows) {
    append(tx, {
      workspaceId,
      type: 'member.changed',
      subjectId: row.id,
      actor,
      data: { member: presentMember(row) },
    })
  }
}

// Closed ones too: they may be opened again.
async function takeFromConversations(tx: Tx, { workspaceId, id, actor }: Deletion): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM conversation WHERE workspace_id = ${workspaceId} AND ${id}::uuid = ANY (skill_ids)
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
  const ids = rows.map((row) => row.id)

  for (let from = 0; from < ids.length; from += batchSize) {
    const some = ids.slice(from, from + batchSize)
    const before = await loadConversations(tx, workspaceId, some)
    await sql`
      UPDATE conversation SET skill_ids = array_remove(skill_ids, ${id}::uuid)
      WHERE workspace_id = ${workspaceId} AND id = ANY (${some}::uuid[])`.execute(tx)
    const after = await loadConversations(tx, workspaceId, some)
    for (const [index, conversation] of after.entries()) {
      append(tx, {
        workspaceId,
        type: 'conversation.changed',
        subjectId: conversation.id,
        actor,
        data: { conversation: differenceOf(before[index]!, conversation) },
      })
    }
  }
}
