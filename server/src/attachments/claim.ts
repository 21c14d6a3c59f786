import type { Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'

export type Upload = Message['attachments'][number]

/**
 * Holds what somebody uploaded and now wants to send, in the order asked for: only their own, and only what no message
 * has yet.
 * @throws {AppError} `unknown_reference`
 */
export async function claimUploads(
  tx: Tx,
  { workspaceId, uploadedBy }: { workspaceId: string; uploadedBy: string },
  wanted: readonly string[],
): Promise<Upload[]> {
  if (wanted.length === 0) return []
  const ids = [...new Set(wanted)]
  const rows = await tx
    .selectFrom('attachment')
    .select([
      'id',
      'name',
      'type',
      'state',
      'is_voice as isVoice',
      'width',
      'height',
      sql<number>`size::float8`.as('size'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('uploaded_by', '=', uploadedBy)
    .where('message_id', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return ids.map((id) => {
    const row = rows.find((candidate) => candidate.id === id)
    if (!row) {
      throw new AppError('unknown_reference', {
        detail: `attachmentIds: ${id} is no upload of yours that is still free.`,
      })
    }
    return withSize(row)
  })
}

/** An attachment without a size that is not known. */
export function withSize<T extends { width: number | null; height: number | null }>({
  width,
  height,
  ...attachment
}: T): Omit<T, 'width' | 'height'> & Pick<Upload, 'width' | 'height'> {
  return width === null || height === null ? attachment : { ...attachment, width, height }
}

/** Gives uploads that were claimed to a message, in their order. */
export async function attachUploads(
  tx: Tx,
  workspaceId: string,
  messageId: string,
  ids: readonly string[],
): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await tx
      .updateTable('attachment')
      .set({ message_id: messageId, position })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  }
}

/** The kind of a message that carries a file of this type. */
export function kindOfFile(type: string): 'image' | 'audio' | 'video' | 'document' {
  const [family] = type.split('/')
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}
