import { conversationChangeOf, type Event } from '@fairlead/sdk'

/** What somebody was given who is deactivated, and what they still had when they came back, other than closed. */
export function findHeldByAbsent(log: readonly Event[]): readonly string[] {
  const absent = new Set<string>()
  const holders = new Map<string, string | null>()
  const closed = new Set<string>()
  return log.flatMap((event) => {
    const change = conversationChangeOf(event)
    if (change?.assigneeId !== undefined) holders.set(change.id, change.assigneeId)
    if (change?.status === 'closed') closed.add(change.id)
    else if (change?.status !== undefined) closed.delete(change.id)
    if (event.type === 'conversation.assigned' && absent.has(event.data.agentId)) {
      return [`#${event.sequence}: ${event.subjectId} is given to ${event.data.agentId}, who is deactivated`]
    }
    if (event.type !== 'member.changed') return []
    const { id, isDeactivated } = event.data.member
    if (isDeactivated) absent.add(id)
    if (isDeactivated || !absent.delete(id)) return []
    const kept = [...holders].filter(([conversation, holder]) => holder === id && !closed.has(conversation))
    return kept.map(([conversation]) => `#${event.sequence}: ${id} comes back and still has ${conversation}`)
  })
}
