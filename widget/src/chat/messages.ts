import type { VisitorMessage } from '@fairlead/sdk'

/**
 * Puts new and changed messages among those we have. What came before stays where it is; what is new goes by its
 * instant, after those of the same instant.
 */
export function mergeMessages(
  known: readonly VisitorMessage[],
  incoming: readonly VisitorMessage[],
): readonly VisitorMessage[] {
  const merged = [...known]

  for (const message of incoming) {
    const index = merged.findIndex((other) => other.id === message.id)
    const before = merged[index]
    // What is told of a change does not say what was seen before it.
    if (before) merged[index] = { ...message, isRead: message.isRead || before.isRead }
    else merged.splice(placeOf(message, merged), 0, message)
  }

  return merged
}

function placeOf(message: VisitorMessage, among: readonly VisitorMessage[]): number {
  const at = Date.parse(message.at)
  return among.findLastIndex((other) => Date.parse(other.at) <= at) + 1
}
