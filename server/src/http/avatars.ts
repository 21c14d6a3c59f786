import { id as uuid } from '@fairlead/sdk'
import { mediaTypeOf } from '../attachments/media-type.ts'
import type { Storage } from '../attachments/storage.ts'
import { sendFile } from '../attachments/upload.ts'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import type { Api } from './endpoint.ts'

/** The pictures of contacts, as their providers gave them. */
export function serveAvatars(api: Api, { db, storage }: { db: Db; storage: Storage }): void {
  api.get('/contacts/:id/avatar', async (c) => {
    const caller = c.get('caller')
    if (!caller) throw new AppError('unauthenticated')
    const id = c.req.param('id')
    if (!uuid.safeParse(id).success) throw new AppError('not_found')
    const { workspaceId } = caller
    const contact = await db
      .selectFrom('contact')
      .select('avatar_id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirst()
    const avatarId = found(contact?.avatar_id)
    const type = await typeOf(storage, workspaceId, avatarId)
    // Another picture has another id, which whoever shows it says in the address.
    return sendFile(storage, c, { workspaceId, id: avatarId, name: 'avatar', type })
  })
}

async function typeOf(storage: Storage, workspaceId: string, id: string): Promise<string> {
  if ((await storage.size(workspaceId, id)) === null) throw new AppError('not_found')
  const head: Buffer[] = []
  for await (const chunk of storage.read(workspaceId, id, { start: 0, end: 4099 })) head.push(Buffer.from(chunk))
  return mediaTypeOf(Buffer.concat(head), null)
}
