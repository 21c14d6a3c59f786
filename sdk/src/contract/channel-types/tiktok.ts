import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const tiktok = {
  settings: z.object({
    /** The business account's `open_id`. */
    businessId: z.string().min(1).max(128),
    username: z.string().max(200).default(''),
  }),
  secrets: z.object({
    appId: z.string().min(1).max(128),
    appSecret: z.string().min(1).max(200),
    accessToken: z.string().min(1).max(1000),
    refreshToken: z.string().max(1000).default(''),
    /** Milliseconds since the epoch, as text; empty: not known. */
    accessTokenEndsAt: z.string().max(20).default(''),
  }),
  own: {},
  hasWebhook: true,
} as const satisfies ChannelTypeContract
