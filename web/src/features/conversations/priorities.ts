import type { Conversation } from '@fairlead/sdk'

/** The most urgent first, as they are offered everywhere. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly Conversation['priority'][]
