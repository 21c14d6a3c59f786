import {
  listMessages,
  postAttachment,
  postMessage,
  postNote,
  retryAttachment,
  retryMessage,
  id as uuid,
} from '@fairlead/sdk'
import { retryAttachment as fetchAgain } from '../attachments/retry.ts'
import type { Storage } from '../attachments/storage.ts'
import { download, upload } from '../attachments/upload.ts'
import { reply, writeNote } from '../conversations/reply.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import * as deliveries from '../messages/deliver.ts'
import * as lists from '../messages/list.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

const maxUploadBytes = 100 * 1024 * 1024

export function serveMessages(api: Api, { database, storage }: { database: Database; storage: Storage }): void {
  const { db } = database

  serve(api, listMessages, ({ caller, params, query }) => lists.listMessages(db, caller.workspaceId, params.id, query))
  serve(api, postMessage, async ({ caller, params, body }) => ({
    data: await database.transact((tx) => reply(tx, { ...body, ...written(caller, params) })),
  }))
  serve(api, postNote, ({ caller, params, body }) =>
    database.transact((tx) => writeNote(tx, { ...body, ...written(caller, params) })),
  )
  serve(api, retryMessage, ({ caller, params }) =>
    database.transact((tx) => deliveries.retryMessage(tx, { workspaceId: caller.workspaceId, id: params.id })),
  )

  serve(api, retryAttachment, ({ caller: { workspaceId, memberId }, params: { id } }) =>
    database.transact((tx) => fetchAgain(tx, { workspaceId, id, memberId })),
  )
  serve(api, postAttachment, ({ caller, c }) =>
    upload(
      { database, storage },
      c,
      { workspaceId: caller.workspaceId, uploadedBy: caller.memberId },
      { maxBytes: maxUploadBytes },
    ),
  )
  api.get('/attachments/:id/content', async (c) => {
    const caller = c.get('caller')
    if (!caller) throw new AppError('unauthenticated')
    const id = c.req.param('id')
    if (!uuid.safeParse(id).success) throw new AppError('not_found')
    return download({ database, storage }, c, caller.workspaceId, id)
  })
}

function written(caller: Caller, { id }: { id: string }) {
  return { workspaceId: caller.workspaceId, id, author: { memberId: caller.memberId, name: caller.name } }
}
