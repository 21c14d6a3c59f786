import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:]+\]$/)
  .max(253)
const server = z.object({
  host,
  port: z.number().int().min(1).max(65_535),
  /** `tls` from the first byte; `starttls` before anything is said; `none` for a server next door only. */
  security: z.enum(['tls', 'starttls', 'none']).default('tls'),
  user: z.string().min(1).max(320),
})

export const email = {
  settings: z.object({
    address: z.email().max(254),
    /** Other addresses whose mail comes into the same mailbox. */
    aliases: z.array(z.email().max(254)).max(20).default([]),
    /** What customers see beside the address. */
    senderName: z.string().trim().max(100).default(''),
    imap: server.extend({ folders: z.array(z.string().min(1).max(200)).min(1).max(20).default(['INBOX']) }),
    smtp: server,
    /** Stands below every answer. */
    signature: z.string().max(2000).default(''),
    auth: z.enum(['password', 'oauth2']).default('password'),
    /**
     * Where answers go: `signed`, an address of the conversation's own (`support+c-…@`), for servers that take what
     * stands behind a plus; `plain`, where they do not.
     */
    replyAddress: z.enum(['signed', 'plain']).default('signed'),
    /** For `oauth2`. */
    oauth: z
      .object({ tokenUrl: z.url().max(500), clientId: z.string().min(1).max(500) })
      .nullable()
      .default(null),
    /** Keeps a copy of what is sent in this folder; empty where the server does so by itself. */
    sentFolder: z.string().max(200).default(''),
  }),
  secrets: z.object({
    password: z.string().max(1000).default(''),
    clientSecret: z.string().max(1000).default(''),
    refreshToken: z.string().max(5000).default(''),
    accessToken: z.string().max(5000).default(''),
    accessTokenEndsAt: z.string().max(20).default(''),
  }),
  /** Signs the addresses that answers come back to. */
  own: { replySecret: 'hidden' },
  hasWebhook: false,
} as const satisfies ChannelTypeContract
