import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const api = {
  settings: z.object({
    /** Where we send what is written to contacts. */
    url: z.url({ protocol: /^https?$/ }).max(1000),
  }),
  secrets: z.object({}),
  /** Signs what goes out and what comes in. */
  own: { signingSecret: 'shown' },
  hasWebhook: true,
} as const satisfies ChannelTypeContract
