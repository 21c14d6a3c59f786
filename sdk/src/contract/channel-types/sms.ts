import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const sms = {
  settings: z.object({
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/i),
    /** The number or short code that messages come to and go out from. */
    number: z.string().regex(/^(\+[1-9]\d{6,14}|\d{3,8})$/),
    /** Sends by a messaging service instead of the number. */
    messagingServiceSid: z
      .string()
      .regex(/^(MG[0-9a-f]{32})?$/i)
      .default(''),
  }),
  secrets: z.object({
    authToken: z.string().regex(/^[0-9a-f]{32}$/i),
    /** While tokens are changed; empty: no longer. Left alone when only the other is given. */
    secondaryToken: z
      .string()
      .regex(/^([0-9a-f]{32})?$/i)
      .optional(),
  }),
  own: {},
  hasWebhook: true,
} as const satisfies ChannelTypeContract
