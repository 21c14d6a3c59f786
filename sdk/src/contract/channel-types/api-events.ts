import { z } from 'zod'
import { instant } from '../common.ts'
import { content, messageKind } from '../message.ts'

/** Ids and addresses of the other system: opaque, and the same at every repetition. */
const key = z.string().min(1).max(500)
const at = instant.optional()

const contact = z.strictObject({
  /** Whom to answer. */
  address: key,
  name: z.string().max(200).nullish(),
  email: z.email().max(254).nullish(),
  /** E.164. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{4,14}$/)
    .nullish(),
  /** BCP 47, such as `pt-BR`. */
  locale: z.string().max(35).nullish(),
})

const attachment = z.strictObject({
  /** Fetched at once and kept; it may redirect. */
  url: z.url({ protocol: /^https?$/ }).max(2000),
  name: z.string().max(255).nullish(),
  /** A hint: the file itself is looked at. */
  type: z.string().max(100).nullish(),
  isVoice: z.boolean().default(false),
})

const messageContent = content
  .pick({
    location: true,
    contacts: true,
    choice: true,
    unsupported: true,
    referral: true,
    start: true,
    story: true,
    link: true,
    quotedText: true,
    albumId: true,
    isForwarded: true,
  })
  .strict()

const failureCode = z.enum([
  'auth_invalid',
  'permission',
  'rate_limited',
  'window_closed',
  'recipient_unavailable',
  'opted_out',
  'recipient_blocked',
  'invalid_recipient',
  'unsupported_content',
  'media_error',
  'template_error',
  'policy',
  'provider_down',
  'unknown',
])

const message = z
  .strictObject({
    type: z.literal('message'),
    id: key,
    at,
    contact,
    /** `member`: the business wrote it, elsewhere than here. */
    author: z.enum(['contact', 'member']).default('contact'),
    /** Of what the business wrote: our id of it, if it came from here after all. */
    messageId: z.uuid().optional(),
    /** Found from what is in it unless given. */
    kind: messageKind.exclude(['template']).optional(),
    text: z.string().max(100_000).default(''),
    content: messageContent.default({}),
    attachments: z.array(attachment).max(20).default([]),
    /** The id of the message that is answered. */
    replyTo: key.nullish(),
    /** A machine wrote it: nobody is asked to answer. */
    isAutomatic: z.boolean().default(false),
  })
  .refine(
    ({ text, content, attachments }) => text.trim() !== '' || attachments.length > 0 || Object.keys(content).length > 0,
    { path: ['text'], message: 'Give text, attachments or content.' },
  )

const status = z
  .strictObject({
    type: z.literal('status'),
    /** The id that was answered when it was sent; or ours. */
    id: key.optional(),
    messageId: z.uuid().optional(),
    status: z.enum(['sent', 'delivered', 'read', 'played', 'failed']),
    error: z.strictObject({ code: failureCode, detail: z.string().min(1).max(1000) }).nullish(),
    at,
  })
  .refine(({ status, error }) => status === 'failed' || !error, {
    path: ['error'],
    message: 'Only what failed has one.',
  })
  .refine(({ id, messageId }) => id !== undefined || messageId !== undefined, {
    path: ['id'],
    message: 'Give id or messageId.',
  })

/** One thing that another system tells of its customers, in the body of a webhook of the `api` channel. */
export const apiEvent = z.discriminatedUnion('type', [
  message,
  status,
  z.strictObject({ type: z.literal('edit'), id: key, text: z.string().max(100_000), at }),
  /** `mustErase`: nothing of it is kept. */
  z.strictObject({ type: z.literal('deletion'), id: key, mustErase: z.boolean().default(false), at }),
  /** `emoji` null takes it back. `author` `member`: the business gave it, elsewhere than here. */
  z.strictObject({
    type: z.literal('reaction'),
    id: key,
    contact,
    author: z.enum(['contact', 'member']).default('contact'),
    emoji: z.string().min(1).max(50).nullable(),
    at,
  }),
  /** All that was sent to them until then, or up to and with that message. */
  z.strictObject({
    type: z.literal('watermark'),
    contact,
    status: z.enum(['delivered', 'read']),
    until: z.union([z.strictObject({ at: instant }), z.strictObject({ id: key })]),
    at,
  }),
  z.strictObject({
    type: z.literal('standing'),
    contact,
    standing: z.enum(['blocked', 'unblocked', 'opted_out', 'opted_in']),
    at,
  }),
  z.strictObject({ type: z.literal('address_change'), oldAddress: key, newAddress: key, at }),
])

export type ApiEvent = z.input<typeof apiEvent>

/** The body of a webhook of the `api` channel: all of it is taken, or nothing. */
export const apiEvents = z.strictObject({ events: z.array(apiEvent).min(1).max(1000) })

/** What another system is sent to deliver. More fields may be added. */
export const apiMessage = z.object({
  type: z.literal('message'),
  /** The same at every repetition, and in `Idempotency-Key`. */
  id: z.uuid(),
  conversationId: z.uuid(),
  /** The contact's address. */
  to: z.string(),
  text: z.string(),
  author: z.object({ type: z.enum(['member', 'system']), name: z.string() }),
  /** `url` is good for a day. */
  attachments: z.array(
    z.object({
      id: z.uuid(),
      url: z.url(),
      name: z.string(),
      type: z.string(),
      size: z.number().int(),
      isVoice: z.boolean(),
    }),
  ),
  choices: z.array(z.object({ id: z.string(), title: z.string() })),
  replyTo: z.object({ id: z.string() }).nullable(),
})

export type ApiMessage = z.infer<typeof apiMessage>

/**
 * What another system is told in passing, and may leave alone: an agent read what a contact wrote, up to and with that
 * message, or is writing to them.
 */
export const apiGesture = z.discriminatedUnion('type', [
  z.object({ type: z.literal('read'), to: z.string(), id: z.string(), at: instant }),
  z.object({ type: z.literal('typing'), to: z.string(), at: instant }),
])

export type ApiGesture = z.infer<typeof apiGesture>

/** What the other system may say to it: its own id of the message, or with a 4xx why it is not delivered. */
export const apiAnswer = z.object({
  id: key.optional(),
  error: z.object({ code: failureCode, detail: z.string().max(1000).default('') }).optional(),
})
