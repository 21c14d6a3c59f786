import type { VisitorEvent } from '@fairlead/sdk'

/** Counts how often a visitor is told of a member's message once more by the same event, as after a stream that broke. */
export function createRepeats() {
  const told = new Set<string>()
  let count = 0

  return {
    count: () => count,
    hear({ id, data }: Readonly<{ id: string; data: string }>): void {
      const event: VisitorEvent = JSON.parse(data)
      if (event.type !== 'message' || event.message.author.type !== 'member') return
      const telling = `${id} ${event.message.id}`
      if (told.has(telling)) count += 1
      told.add(telling)
    },
  }
}
