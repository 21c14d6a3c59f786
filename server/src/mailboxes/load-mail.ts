import type { Storage } from '../attachments/storage.ts'
import type { Db } from '../db/database.ts'

/** Pictures are written into the page: as much as a page can bear. */
const mostInlineBytes = 3 * 1024 * 1024
const mostBytes = 12 * 1024 * 1024

type Message = Readonly<{ workspaceId: string; id: string }>

/** A mail that came or went; null when the message is none, or was taken back. */
export async function loadMail(db: Db, { workspaceId, id }: Message) {
  const row = await db
    .selectFrom('mail as e')
    .innerJoin('message as m', (join) =>
      join.onRef('m.workspace_id', '=', 'e.workspace_id').onRef('m.id', '=', 'e.message_id'),
    )
    .select(['e.subject', 'e.html', 'e.text', 'e.headers'])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.message_id', '=', id)
    .where('m.deleted_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The pictures that stand in the middle of it, as `data:` addresses by their Content-ID. */
export async function loadInline(
  db: Db,
  storage: Storage,
  { workspaceId, id }: Message,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('attachment')
    .select(['id', 'type', 'size', 'content_id'])
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', id)
    .where('state', '=', 'stored')
    .where('content_id', 'is not', null)
    .orderBy('position')
    .execute()
  const inline = new Map<string, string>()
  let total = 0
  for (const { id: attachmentId, type, size, content_id } of rows) {
    const bytes = Number(size)
    if (!/^image\/(png|jpeg|gif|webp|avif)$/.test(type) || bytes > mostInlineBytes || total + bytes > mostBytes)
      continue
    total += bytes
    inline.set(content_id!, `data:${type};base64,${await read(storage, workspaceId, attachmentId)}`)
  }
  return inline
}

async function read(storage: Storage, workspaceId: string, id: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of storage.read(workspaceId, id)) chunks.push(chunk as unknown as Uint8Array)
  return Buffer.concat(chunks).toString('base64')
}
