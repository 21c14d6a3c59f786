import { z } from 'zod'
import { id, idParams, instant, page, pageQuery } from './common.ts'
import { endpoint } from './endpoint.ts'
import { expectationKind } from './policy.ts'

export const messageKind = z.enum([
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'template',
  'referral',
  'unsupported',
])
export type MessageKind = z.infer<typeof messageKind>

/**
 * `pending` → `sending` → `sent` (the provider took it) → `delivered` → `read` → `played`.
 * `failed` is final; `unknown` means the connection broke after the request was written: it may have gone out.
 * Messages from contacts, and notes, are `received`.
 */
export const messageState = z.enum([
  'received',
  'pending',
  'sending',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'unknown',
])
export type MessageState = z.infer<typeof messageState>

/** Why a file of a customer’s could not be fetched. Trying again is of use after `not_allowed`, `unavailable` and `unknown`. */
export const attachmentProblem = z.enum([
  'too_large',
  'gone',
  'not_allowed',
  'private_address',
  'unavailable',
  'unknown',
])
export type AttachmentProblem = z.infer<typeof attachmentProblem>

export const attachment = z
  .object({
    id,
    name: z.string(),
    /** Media type found by looking at the bytes, not the one claimed. */
    type: z.string(),
    size: z.number().int(),
    /** `pending` while it is fetched from the provider; `failed` when it could not be. */
    state: z.enum(['pending', 'stored', 'failed']),
    isVoice: z.boolean(),
    /** Of a picture, where they are known: as it is shown. */
    width: z.number().int().optional(),
    height: z.number().int().optional(),
    /** Of an e-mail: its HTML shows it in the middle of the text. */
    isInline: z.boolean().optional(),
    /** Of one that failed: why, and the words of whoever said so. */
    error: z.object({ code: attachmentProblem, detail: z.string() }).optional(),
  })
  .meta({ id: 'Attachment' })

export type Attachment = z.infer<typeof attachment>

export const location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().nullable(),
  address: z.string().nullable(),
})

export const contactCard = z.object({
  name: z.string(),
  phones: z.array(z.object({ phone: z.string(), type: z.string().nullable() })),
  emails: z.array(z.object({ email: z.string(), type: z.string().nullable() })),
})

export const templateUse = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  /** By parameter name; positional ones are `"1"`, `"2"`. */
  header: z.record(z.string(), z.string().max(1024)).default({}),
  body: z.record(z.string(), z.string().max(1024)).default({}),
  /** Per button, in order. */
  buttons: z.array(z.record(z.string(), z.string().max(1024))).default([]),
})

/** `none`: it says nothing, or could not find out. */
const mailJudgement = z.enum(['pass', 'fail', 'none'])
export type MailJudgement = z.infer<typeof mailJudgement>

/** Which broadcast a message is part of: the name that whoever sends it gives it. */
export const broadcastName = z.string().trim().min(1).max(120)

/** What a message carries beside text and attachments. */
export const content = z.object({
  location: location.optional(),
  contacts: z.array(contactCard).optional(),
  /** The button or row a customer chose, or the answers of a form. */
  choice: z.object({ id: z.string(), title: z.string(), data: z.unknown().optional() }).optional(),
  template: templateUse.optional(),
  /** What the provider called a thing we cannot show. */
  unsupported: z.string().optional(),
  /** The advertisement a customer came from. */
  referral: z
    .object({ url: z.string().nullable(), headline: z.string().nullable(), sourceId: z.string().nullable() })
    .optional(),
  /** What a link, a code or an advertisement that the customer came by carried along. */
  start: z.string().optional(),
  /** A story of ours that was answered, or one of theirs that names us. */
  story: z.object({ as: z.enum(['reply', 'mention']), url: z.string().nullable() }).optional(),
  /** A post, a page or a file elsewhere that was shared. */
  link: z.object({ url: z.string(), title: z.string().nullable() }).optional(),
  /** The part of an earlier message that is answered. */
  quotedText: z.string().optional(),
  /** Messages with the same were sent as one album. */
  albumId: z.string().optional(),
  /** Answers to choose from, offered with the message. */
  choices: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
  /** Of an e-mail. `hasMore`: there is more in it than is new, such as what it answers, or pictures. */
  mail: z
    .object({
      subject: z.string(),
      from: z.string(),
      to: z.array(z.string()),
      cc: z.array(z.string()),
      /** Of what members write: who got it without anybody else learning of it. */
      bcc: z.array(z.string()).optional(),
      hasHtml: z.boolean(),
      hasMore: z.boolean(),
      /** Of what members write: who does not get it, since the mail server took it for the others alone. */
      refused: z.array(z.object({ address: z.string(), reason: z.string() })).optional(),
      /** What the server that took it in found out about its sender; not there when it says nothing that can be trusted. */
      authentication: z.object({ spf: mailJudgement, dkim: mailJudgement, dmarc: mailJudgement }).optional(),
    })
    .optional(),
  /** A machine wrote it: an absence note, a mailing list, a report of delivery. */
  isAutomatic: z.boolean().optional(),
  isForwarded: z.boolean().optional(),
  /** Of what the platform told the customer by itself: which of the team's messages it is. */
  expectation: expectationKind.optional(),
  /** Of what went to many, by its sender: the name of the broadcast that it is part of. */
  broadcast: broadcastName.optional(),
})
export type MessageContent = z.infer<typeof content>

export const message = z
  .object({
    id,
    conversationId: id,
    author: z.object({ type: z.enum(['contact', 'member', 'system']), id: id.nullable(), name: z.string() }),
    /** Notes are seen by members only. */
    isNote: z.boolean(),
    kind: messageKind,
    text: z.string(),
    content,
    attachments: z.array(attachment),
    /** The message this answers, as far as we have it. */
    replyTo: z.object({ id, authorName: z.string(), text: z.string() }).nullable(),
    reactions: z.array(z.object({ by: z.enum(['contact', 'member']), emoji: z.string() })),
    /** The members that a note names. */
    mentionIds: z.array(id),
    state: messageState,
    /** Why it failed: a stable code and the provider's words. */
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
    /** Given by the sender's client, so that sending again is harmless. */
    clientId: z.string().nullable(),
    editedAt: instant.nullable(),
    deletedAt: instant.nullable(),
    /** When it was written, by the provider's clock for messages from contacts. */
    at: instant,
  })
  .meta({ id: 'Message' })

export type Message = z.infer<typeof message>

export const listMessages = endpoint({
  method: 'get',
  path: '/conversations/{id}/messages',
  tag: 'Messages',
  access: 'agent',
  summary: 'Messages and notes of a conversation, newest first: the newest, or those around a message or an instant.',
  params: idParams,
  query: pageQuery.extend({
    /** Has this message in the middle. */
    around: id.optional(),
    /** Has the first message from this instant on in the middle; after the last one, the newest. */
    at: instant.optional(),
    /** Goes on towards the newer: the `newerCursor` of a page. */
    after: id.optional(),
  }),
  response: page(message).extend({
    /** Null when nothing newer is there than what the page begins with. */
    newerCursor: z.string().nullable(),
  }),
})

export const postMessage = endpoint({
  method: 'post',
  path: '/conversations/{id}/messages',
  tag: 'Messages',
  access: 'agent',
  summary: 'Replies to the contact. What the channel carries one by one becomes several messages.',
  params: idParams,
  body: z.object({
    text: z.string().max(20_000).default(''),
    attachmentIds: z.array(id).max(10).default([]),
    replyToId: id.optional(),
    template: templateUse.optional(),
    /** Quick replies, where the channel has them. */
    choices: z
      .array(z.object({ id: z.string().min(1).max(64), title: z.string().trim().min(1).max(80) }))
      .max(13)
      .default([]),
    /** Of an e-mail. */
    cc: z.array(z.email().max(254)).max(20).default([]),
    /** Of an e-mail: copies that nobody else learns of. */
    bcc: z.array(z.email().max(254)).max(20).default([]),
    /** Where it goes to many: the name of the broadcast that it is part of, by which workflows know who answers it. */
    broadcast: broadcastName.optional(),
    clientId: z.string().min(1).max(100).optional(),
  }),
  response: z.object({ data: z.array(message) }),
  status: 201,
})

export const retryMessage = endpoint({
  method: 'post',
  path: '/messages/{id}/retry',
  tag: 'Messages',
  access: 'agent',
  summary: 'Sends again a message that failed or whose fate is unknown.',
  params: idParams,
  response: message,
})

export const postNote = endpoint({
  method: 'post',
  path: '/conversations/{id}/notes',
  tag: 'Messages',
  access: 'agent',
  summary: 'Writes a note that only members see.',
  params: idParams,
  body: z.object({
    text: z.string().trim().min(1).max(20_000),
    attachmentIds: z.array(id).max(10).default([]),
    /** Members who are to look: they are told. */
    mentionIds: z.array(id).max(50).default([]),
    clientId: z.string().min(1).max(100).optional(),
  }),
  response: message,
  status: 201,
})

export const retryAttachment = endpoint({
  method: 'post',
  path: '/attachments/{id}/retry',
  tag: 'Messages',
  access: 'agent',
  summary: 'Fetches again a customer’s file that could not be fetched.',
  params: idParams,
  response: attachment,
})

export const postAttachment = endpoint({
  method: 'post',
  path: '/attachments',
  tag: 'Messages',
  access: 'agent',
  summary: 'Uploads one file (multipart field `file`) to be sent with a message. Unused ones are deleted after a day.',
  bodyType: 'multipart',
  response: attachment,
  status: 201,
})
