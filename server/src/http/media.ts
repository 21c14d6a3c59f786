import { readMediaToken } from '../attachments/media-url.ts'
import { sendFile } from '../attachments/upload.ts'
import type { Db } from '../db/database.ts'
import { found } from '../errors.ts'
import type { Providers } from '../providers/providers.ts'
import type { Api } from './endpoint.ts'

/**
 * Where providers fetch the files of what we send: those who take no uploads. The address is the key, for a day, and
 * opens that one file; of what contacts sent, of notes and of what was taken back it opens nothing.
 */
export function serveMedia(root: Api, { db, providers }: { db: Db; providers: Providers }): void {
  root.get('/media/:token/:name', async (c) => {
    const { workspaceId, attachmentId: id } = found(readMediaToken(providers, c.req.param('token')))
    const file = found(await findSent(db, workspaceId, id))
    return sendFile(
      providers.storage,
      c,
      { workspaceId, id, ...file },
      // Not for whoever stands in between: the address is a secret.
      { 'cache-control': 'private, max-age=86400', 'cross-origin-resource-policy': 'cross-origin' },
    )
  })
}

function findSent(db: Db, workspaceId: string, id: string) {
  return db
    .selectFrom('attachment as a')
    .innerJoin('message as m', (join) =>
      join.onRef('m.workspace_id', '=', 'a.workspace_id').onRef('m.id', '=', 'a.message_id'),
    )
    .select(['a.name', 'a.type'])
    .where('a.workspace_id', '=', workspaceId)
    .where('a.id', '=', id)
    .where('a.state', '=', 'stored')
    .where('m.author_type', '<>', 'contact')
    .where('m.is_note', '=', false)
    .where('m.deleted_at', 'is', null)
    .executeTakeFirst()
}
