import { getMailDetails, id as uuid } from '@fairlead/sdk'
import type { Storage } from '../attachments/storage.ts'
import type { Database } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { loadInline, loadMail } from '../mailboxes/load-mail.ts'
import { mailDocument } from '../mailboxes/mail-document.ts'
import { type Api, serve } from './endpoint.ts'

const nothingInline: ReadonlyMap<string, string> = new Map()

export function serveMail(api: Api, { database, storage }: { database: Database; storage: Storage }): void {
  const { db } = database

  serve(api, getMailDetails, async ({ caller, params }) => {
    const mail = found(await loadMail(db, { workspaceId: caller.workspaceId, id: params.id }))
    const { hasRemoteImages } = mailDocument(mail, { inline: nothingInline, showsRemote: false })
    return {
      ...{ subject: mail.subject, text: mail.text, headers: mail.headers },
      ...{ hasHtml: mail.html !== null, hasRemoteImages },
    }
  })

  // A page of its own with a policy of its own: within the app's page it would have the app's.
  api.get('/messages/:id/mail', async (c) => {
    const caller = c.get('caller')
    if (!caller) throw new AppError('unauthenticated')
    const id = c.req.param('id')
    if (!uuid.safeParse(id).success) throw new AppError('not_found')
    const message = { workspaceId: caller.workspaceId, id }
    const { html, ...mail } = found(await loadMail(db, message))
    const isText = c.req.query('part') === 'text' || html === null
    const { page, policy } = mailDocument(
      { ...mail, html: isText ? null : html },
      {
        inline: isText ? nothingInline : await loadInline(db, storage, message),
        showsRemote: c.req.query('images') === '1',
      },
    )
    return c.body(page, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    })
  })
}
