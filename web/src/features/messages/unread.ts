import type { Message } from '@fairlead/sdk'

/** The first of so many unread messages, of messages that end with the newest, oldest first; null when it is not there. */
export function firstUnreadOf(messages: readonly Message[], count: number): string | null {
  if (count === 0) return null
  const theirs = messages.filter(({ author }) => author.type === 'contact')
  return theirs.at(-count)?.id ?? null
}
