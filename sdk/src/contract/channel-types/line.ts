import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const line = {
  settings: z.object({
    /** Of the bot, as webhooks name it (`destination`). Learned from the token, as is its name. */
    botUserId: z.string().max(64).default(''),
    displayName: z.string().max(200).default(''),
  }),
  secrets: z.object({ channelSecret: z.string().min(16).max(100), accessToken: z.string().min(20).max(1000) }),
  own: {},
  hasWebhook: true,
} as const satisfies ChannelTypeContract
