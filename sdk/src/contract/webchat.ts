import { z } from 'zod'
import { id, instant } from './common.ts'
import { attachment } from './message.ts'

/**
 * The doors of the web chat widget, below `/webchat/{channelId}`. A visitor proves who they are with
 * `Authorization: Bearer <visitor token>`; the token opens this channel's own conversation and nothing else.
 */
export const visitorMessage = z.object({
  id,
  author: z.object({ type: z.enum(['contact', 'member', 'system']), name: z.string() }),
  kind: z.string(),
  text: z.string(),
  attachments: z.array(attachment),
  replyTo: z.object({ id, authorName: z.string(), text: z.string() }).nullable(),
  clientId: z.string().nullable(),
  at: instant,
  /** Of the visitor's own messages: has a member seen it. */
  isRead: z.boolean(),
})
export type VisitorMessage = z.infer<typeof visitorMessage>

/** POST /session: begins or resumes. No `visitorToken` makes a new visitor. */
export const sessionRequest = z.object({
  visitorToken: z.string().max(2000).nullable().default(null),
  /** A customer logged in on the page. `hash` = hex HMAC-SHA256(userId) with the channel's identity secret. */
  identity: z
    .object({
      userId: z.string().min(1).max(200),
      hash: z.string().max(128).default(''),
      name: z.string().trim().max(120).optional(),
      email: z.email().max(254).optional(),
    })
    .nullable()
    .default(null),
  locale: z.string().max(20).nullable().default(null),
  /** The page the visitor is on. */
  pageUrl: z.string().max(2000).nullable().default(null),
})
export type SessionRequest = z.input<typeof sessionRequest>

export const sessionResponse = z.object({
  visitorToken: z.string(),
  channel: z.object({ title: z.string(), greeting: z.string(), color: z.string() }),
  /** Newest last; the most recent page. */
  messages: z.array(visitorMessage),
  hasOlder: z.boolean(),
  assignee: z.object({ name: z.string() }).nullable(),
  unreadCount: z.number().int(),
  isAnyoneOnline: z.boolean(),
  /** Where the event stream continues. */
  cursor: z.number().int(),
})
export type SessionResponse = z.infer<typeof sessionResponse>

/** POST /messages. Sending the same `clientId` again answers with the message stored first. */
export const visitorPost = z.object({
  clientId: z.string().min(8).max(100),
  text: z.string().max(10_000).default(''),
  attachmentIds: z.array(id).max(5).default([]),
  replyToId: id.optional(),
})
export type VisitorPost = z.input<typeof visitorPost>

/**
 * GET /events?after=<cursor> (server-sent events, `id:` is the cursor):
 * `message` a new or changed message, `assignee` who has the conversation, `unread` the badge's count.
 * Also: GET /messages?before=<id> older ones, PUT /read, POST /attachments (multipart `file`), GET /attachments/{id}.
 */
export type VisitorEvent =
  | { type: 'message'; message: VisitorMessage }
  | { type: 'assignee'; assignee: { name: string } | null }
  | { type: 'unread'; count: number }
