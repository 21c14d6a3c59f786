import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const whatsappSettings = z.object({
  phoneNumberId: z.string().regex(/^\d{5,32}$/),
  businessAccountId: z.string().regex(/^\d{5,32}$/),
  displayPhoneNumber: z.string().max(32).default(''),
})

/** `verifyToken` is for the provider's subscription form. */
export const whatsapp = {
  settings: whatsappSettings,
  secrets: z.object({ accessToken: z.string().min(1).max(1000), appSecret: z.string().min(1).max(200) }),
  own: { verifyToken: 'shown' },
  hasWebhook: true,
} as const satisfies ChannelTypeContract
