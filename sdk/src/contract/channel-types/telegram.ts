import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const telegram = {
  settings: z.object({
    /** Both are learned from the token. */
    botId: z
      .string()
      .regex(/^\d{0,32}$/)
      .default(''),
    botUsername: z.string().max(64).default(''),
  }),
  secrets: z.object({ botToken: z.string().regex(/^\d{3,20}:[\w-]{30,64}$/) }),
  own: { webhookSecret: 'hidden' },
  hasWebhook: true,
} as const satisfies ChannelTypeContract
