import type { Db, Tx } from '../db/database.ts'

export type Folder = Readonly<{ workspaceId: string; channelId: string; folder: string }>

/** How far a folder was read: in which numbering, and up to which of its numbers. */
export type Cursor = Readonly<{ uidValidity: string; lastUid: number }>

/** Somebody else reads the mailbox by now. */
export class LostMailbox extends Error {
  constructor() {
    super('the mailbox is read by another process')
    this.name = 'LostMailbox'
  }
}

export async function loadCursor(db: Db, { workspaceId, channelId, folder }: Folder): Promise<Cursor | null> {
  const row = await db
    .selectFrom('mailbox')
    .select(['uid_validity', 'last_uid'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('folder', '=', folder)
    .executeTakeFirst()
  return row?.uid_validity ? { uidValidity: row.uid_validity, lastUid: Number(row.last_uid) } : null
}

/** Begins anew: with a folder never read before, or one whose numbering has changed. */
export async function setCursor(db: Db, { workspaceId, channelId, folder }: Folder, cursor: Cursor): Promise<void> {
  const values = { uid_validity: cursor.uidValidity, last_uid: cursor.lastUid }
  await db
    .insertInto('mailbox')
    .values({ workspace_id: workspaceId, channel_id: channelId, folder, ...values })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'channel_id', 'folder']).doUpdateSet(values))
    .execute()
}

/**
 * Goes on from one number to the next, in the transaction that stores what stands under it.
 * @throws {LostMailbox} when somebody else has gone on meanwhile.
 */
export async function advance(
  tx: Tx,
  { workspaceId, channelId, folder }: Folder,
  { uidValidity, lastUid }: Cursor,
  uid: number,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('mailbox')
    .set({ last_uid: uid })
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('folder', '=', folder)
    .where('uid_validity', '=', uidValidity)
    .where('last_uid', '=', String(lastUid))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new LostMailbox()
}
