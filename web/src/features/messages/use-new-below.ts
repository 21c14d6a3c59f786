import type { Message } from '@fairlead/sdk'
import { useState } from 'react'

/** How many messages of others came since the reader left the end of the thread. */
export function useNewBelow(messages: readonly Message[], isAtEnd: boolean): number {
  const newest = messages.at(-1)?.id ?? ''
  const [seenUntil, setSeenUntil] = useState(newest)

  // What is shown at the end has been seen. Set while drawing: an effect would show the old count for an instant.
  if (isAtEnd && seenUntil !== newest) setSeenUntil(newest)
  return isAtEnd ? 0 : messages.filter(({ id, author }) => id > seenUntil && author.type === 'contact').length
}
