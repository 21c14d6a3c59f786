import { sessionRequest, visitorPost } from '@fairlead/sdk'
import type { Context } from 'hono'
import type { Storage } from '../attachments/storage.ts'
import { download, upload } from '../attachments/upload.ts'
import type { Secrets } from '../auth/secrets.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { LiveEvents } from '../events/live.ts'
import { readReach } from '../events/log.ts'
import { followAsVisitor } from '../webchat/follow.ts'
import { findContact, listOwnConversations, readHistory } from '../webchat/history.ts'
import { framePage, testPage } from '../webchat/pages.ts'
import { postAsVisitor, readAsVisitor } from '../webchat/post.ts'
import { loadWebchat, openSession, type WebchatChannel } from '../webchat/session.ts'
import { isUser, readVisitorToken, uploaderIdOf, type Visitor } from '../webchat/visitor.ts'
import type { Api, Env } from './endpoint.ts'
import { readJson } from './json.ts'
import type { Limits } from './limits.ts'
import { streamEvents } from './sse.ts'
import type { StaticFiles } from './static.ts'

const maxUploadBytes = 20 * 1024 * 1024
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Parts = Readonly<{
  database: Database
  secrets: Secrets
  storage: Storage
  live: LiveEvents
  limits: Limits
  files: StaticFiles
}>

/** The doors of the web chat widget: for anybody, so each is limited, and each opens only the visitor's own. */
export function serveWebchat(api: Api, parts: Parts): void {
  const { database, secrets, live, limits, files } = parts
  const { db } = database

  api.get('/webchat/:channelId/frame', async (c) => {
    const channel = await channelOf(c, db)
    const { html, frameAncestors } = framePage(channel, await files.version('widget/frame.js', 'widget/frame.css'))
    c.header('content-security-policy', contentPolicy(`frame-ancestors ${frameAncestors}`))
    c.header('cache-control', 'no-cache')
    return c.html(html)
  })

  api.get('/webchat/:channelId/test', async (c) => {
    const channel = await channelOf(c, db)
    c.header('content-security-policy', "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-src 'self'")
    return c.html(testPage(channel))
  })

  api.post('/webchat/:channelId/session', async (c) => {
    await limits.visitorSession(c)
    const channel = await channelOf(c, db)
    return c.json(await openSession(parts, channel, await readJson(c, sessionRequest)))
  })

  api.get('/webchat/:channelId/events', async (c) => {
    const { channel, visitor } = await visitorOf(c, db, secrets)
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? Number.NaN)
    if (!Number.isSafeInteger(after) || after < 0) {
      throw new AppError('invalid_request', { detail: 'after: must be the cursor of the session.' })
    }
    const { newest, dropped } = await readReach(db, channel.workspaceId)
    if (after > newest || after < dropped) throw new AppError('cursor_gone')
    const release = limits.holdVisitorStream(c, visitor.address)
    const source = (signal: AbortSignal) => followAsVisitor({ db, live }, channel, visitor, after, signal)
    return streamEvents(c, live, source, release)
  })

  api.get('/webchat/:channelId/messages', async (c) => {
    const { channel, visitor } = await visitorOf(c, db, secrets)
    const before = c.req.query('before')
    if (before !== undefined && !uuid.test(before))
      throw new AppError('invalid_request', { detail: 'before: must be the id of a message.' })
    const contact = await findContact(db, channel, visitor.address)
    const conversations = contact ? await listOwnConversations(db, channel, contact.id, visitor.address) : []
    return c.json(await readHistory(db, channel.workspaceId, conversations, before ?? null))
  })

  api.post('/webchat/:channelId/messages', async (c) => {
    const { channel, visitor } = await visitorOf(c, db, secrets)
    await limits.visitorMessage(c, visitor.address)
    const post = await readJson(c, visitorPost)
    return c.json(await database.transact((tx) => postAsVisitor(tx, channel, visitor, post)), 201)
  })

  api.put('/webchat/:channelId/read', async (c) => {
    const { channel, visitor } = await visitorOf(c, db, secrets)
    await database.transact((tx) => readAsVisitor(tx, channel, visitor))
    return c.body(null, 204)
  })

  api.post('/webchat/:channelId/attachments', async (c) => {
    const { channel, visitor } = await visitorOf(c, db, secrets)
    await limits.visitorUpload(c, visitor.address)
    const owner = { workspaceId: channel.workspaceId, uploadedBy: uploaderIdOf(visitor) }
    return c.json(await upload(parts, c, owner, { maxBytes: maxUploadBytes }), 201)
  })

  api.get('/webchat/:channelId/attachments/:id', async (c) => {
    const { channel, visitor } = await visitorOf(c, db, secrets)
    const id = c.req.param('id')
    if (!uuid.test(id) || !(await isOwnAttachment(parts, channel, visitor, id))) throw new AppError('not_found')
    return download(parts, c, channel.workspaceId, id)
  })
}

async function channelOf(c: Context<Env>, db: Database['db']): Promise<WebchatChannel> {
  const id = c.req.param('channelId') ?? ''
  if (!uuid.test(id))
    throw new AppError('not_found', { detail: 'There is no such channel. Check the tag on the page.' })
  return loadWebchat(db, id)
}

async function visitorOf(c: Context<Env>, db: Database['db'], secrets: Secrets) {
  const channel = await channelOf(c, db)
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (!token) throw new AppError('bad_visitor_token', { detail: 'Send `Authorization: Bearer <visitor token>`.' })
  const visitor = readVisitorToken(secrets, channel.channelId, token)
  // A token of the time before the switch.
  if (channel.settings.requireIdentity && !isUser(visitor.address)) throw new AppError('identity_unverified')
  return { channel, visitor }
}

async function isOwnAttachment(
  { database }: Parts,
  channel: WebchatChannel,
  visitor: Visitor,
  id: string,
): Promise<boolean> {
  const { db } = database
  const contact = await findContact(db, channel, visitor.address)
  const row = await db
    .selectFrom('attachment as a')
    .leftJoin('message as m', (join) =>
      join.onRef('m.workspace_id', '=', 'a.workspace_id').onRef('m.id', '=', 'a.message_id'),
    )
    .leftJoin('conversation as c', (join) =>
      join.onRef('c.workspace_id', '=', 'm.workspace_id').onRef('c.id', '=', 'm.conversation_id'),
    )
    .select(['a.uploaded_by', 'a.message_id', 'm.is_note', 'c.contact_id', 'c.channel_id', 'c.address'])
    .where('a.workspace_id', '=', channel.workspaceId)
    .where('a.id', '=', id)
    .executeTakeFirst()
  if (!row) return false
  if (row.message_id === null) return row.uploaded_by === uploaderIdOf(visitor)
  const isOwn = row.contact_id === contact?.id && (row.address === null || row.address === visitor.address)
  return isOwn && row.is_note === false && row.channel_id === channel.channelId
}

function contentPolicy(more: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; ${more}`
}
