import type { Draft } from '@fairlead/sdk'
import { sql } from 'kysely'
import { requireConversation } from '../conversations/require.ts'
import { append, type Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type DraftContent, emptyContent, isEmpty, presentDraft } from './draft.ts'

type Place = Readonly<{ workspaceId: string; memberId: string; conversationId: string }>

/** Keeps what a member has written so far, unless another device of theirs changed it meanwhile. */
export async function keepDraft(
  tx: Tx,
  place: Place,
  { version, ...content }: DraftContent & { version: number },
): Promise<Draft> {
  const { workspaceId, memberId, conversationId } = place
  await requireConversation(tx, workspaceId, conversationId)
  const before = await loadDraft(tx, place)
  if (before !== null && before.version !== version) throw changed(before)

  const [row] = await tx
    .insertInto('draft')
    .values({
      ...{ workspace_id: workspaceId, member_id: memberId, conversation_id: conversationId },
      data: JSON.stringify({ ...content, isEmpty: isEmpty(content) }),
      version: version + 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'member_id', 'conversation_id'])
        .doUpdateSet({
          data: sql`excluded.data`,
          version: sql<number>`excluded.version`,
          updated_at: sql<Date>`clock_timestamp()`,
        })
        .where('draft.version', '=', version),
    )
    .returningAll()
    .execute()
  if (row === undefined) throw changed(await loadDraft(tx, place))
  tell(tx, place, row.version)
  return presentDraft(row)
}

/** Drops it. That there is none is no error: what is wanted is so. */
export async function dropDraft(tx: Tx, place: Place): Promise<void> {
  const { workspaceId, memberId, conversationId } = place
  const row = await tx
    .updateTable('draft')
    .set({
      data: JSON.stringify({ ...emptyContent, isEmpty: true }),
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('conversation_id', '=', conversationId)
    .where(sql<boolean>`data ->> 'isEmpty' IS DISTINCT FROM 'true'`)
    .returning('version')
    .executeTakeFirst()
  if (row) tell(tx, place, row.version)
}

async function loadDraft(tx: Tx, { workspaceId, memberId, conversationId }: Place): Promise<Draft | null> {
  const row = await tx
    .selectFrom('draft')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('conversation_id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst()
  return row ? presentDraft(row) : null
}

function changed(draft: Draft | null): AppError {
  return new AppError('draft_changed', { data: { draft } })
}

// To everybody by its number alone: what it says is nobody else's.
function tell(tx: Tx, { workspaceId, memberId, conversationId }: Place, version: number): void {
  append(tx, {
    workspaceId,
    type: 'draft.changed',
    subjectId: conversationId,
    actor: { type: 'member', id: memberId },
    data: { conversationId, memberId, version },
  })
}
