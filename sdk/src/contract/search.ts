import { z } from 'zod'
import { id, instant, pageQuery } from './common.ts'
import { contact } from './contact.ts'
import { conversation } from './conversation.ts'
import { endpoint } from './endpoint.ts'

/** Where in a text the words stand: pairs of offsets in UTF-16 code units, from and to. */
const ranges = z.array(z.tuple([z.number().int(), z.number().int()]))

export const messageHit = z.object({
  messageId: id,
  conversation,
  authorType: z.enum(['contact', 'member', 'system']),
  authorName: z.string(),
  isNote: z.boolean(),
  at: instant,
  /** The part of the text around what was found. */
  excerpt: z.string(),
  ranges,
})
export type MessageHit = z.infer<typeof messageHit>

export const contactHit = z.object({ contact, nameRanges: ranges })
export type ContactHit = z.infer<typeof contactHit>

export const searchMessages = endpoint({
  method: 'get',
  path: '/search/messages',
  tag: 'Search',
  access: 'agent',
  summary: 'Messages and notes that have all the words, in whatever script, the newest first.',
  query: pageQuery.extend({ q: z.string().trim().min(1).max(200), contactId: id.optional(), channelId: id.optional() }),
  response: z.object({ data: z.array(messageHit), nextCursor: z.string().nullable() }),
})

export const searchContacts = endpoint({
  method: 'get',
  path: '/search/contacts',
  tag: 'Search',
  access: 'agent',
  summary: 'Contacts whose name, e-mail, phone, addresses or fields have all the words.',
  query: pageQuery.extend({ q: z.string().trim().min(1).max(200) }),
  response: z.object({ data: z.array(contactHit), nextCursor: z.string().nullable() }),
})
