import { z } from 'zod'
import type { ChannelTypeContract } from './channel-type.ts'

export const instagram = {
  settings: z.object({
    /** Of the professional account, as webhooks name it (`user_id`). Learned from the token, as is its username. */
    accountId: z
      .string()
      .regex(/^(\d{5,32})?$/)
      .default(''),
    username: z.string().max(200).default(''),
    /** Whether its token came from the Instagram login, or from the login of the Facebook page it is linked to. */
    login: z.enum(['instagram', 'facebook']).default('instagram'),
    /** Of that page, for the Facebook login; learned too. */
    pageId: z
      .string()
      .regex(/^(\d{5,32})?$/)
      .default(''),
    hasHumanAgent: z.boolean().default(false),
  }),
  secrets: z.object({
    accessToken: z.string().min(1).max(1000),
    /** Of the app whose webhooks come: Instagram's own for its login, Facebook's for the other. */
    appSecret: z.string().min(1).max(200),
    /** The other app's secret, where it is not certain which of the two signs. */
    facebookAppSecret: z.string().max(200).optional(),
  }),
  own: { verifyToken: 'shown' },
  hasWebhook: true,
} as const satisfies ChannelTypeContract
