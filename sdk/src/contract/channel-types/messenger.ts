import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const messenger = {
  settings: z.object({
    pageId: z.string().regex(/^\d{5,32}$/),
    pageName: z.string().max(200).default(''),
    /** The app may use the HUMAN_AGENT tag: people answer for seven days, not for one. */
    hasHumanAgent: z.boolean().default(false),
  }),
  secrets: z.object({ accessToken: z.string().min(1).max(1000), appSecret: z.string().min(1).max(200) }),
  own: { verifyToken: 'shown' },
  hasWebhook: true,
} as const satisfies ChannelTypeContract
