import type { z } from 'zod'

/**
 * What one type of channel is told when it is connected. `own`: secrets that we make ourselves; `shown` ones are given
 * to managers, since they are pasted somewhere.
 */
export type ChannelTypeContract = Readonly<{
  settings: z.ZodObject
  secrets: z.ZodObject
  own: Readonly<Record<string, 'shown' | 'hidden'>>
  /** The provider calls us. */
  hasWebhook: boolean
}>
