import type { Event } from '@fairlead/sdk'
import type { Deed } from '../ledger.ts'

/** What members were told is done, and the log knows nothing of. */
export function findUndone(deeds: readonly Deed[], log: readonly Event[]): readonly string[] {
  const done = new Map<string, number>()
  for (const event of log) {
    for (const key of keysOf(event)) done.set(key, (done.get(key) ?? 0) + 1)
  }
  const told = Map.groupBy(deeds, keyOf)
  return [...told].flatMap(([key, same]) => {
    const times = done.get(key) ?? 0
    // What was so already is done as well, without an event.
    const enough = ['assign', 'claim', 'presence', 'limit', 'employ', 'cancel'].includes(same[0]!.what)
      ? Math.min(1, same.length)
      : same.length
    return times >= enough ? [] : [`"${key}" was answered for ${same.length} times and done ${times} times`]
  })
}

/** Replies and notes that are there more than once, by the id their writer gave them. */
export function findRepeated(log: readonly Event[]): readonly string[] {
  const ids = log.flatMap((event) => {
    if (event.type !== 'message.created' || event.data.message.clientId === null) return []
    return [`${event.data.message.author.id} ${event.data.message.clientId}`]
  })
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} was written twice`)
}

function keyOf({ what, memberId, subjectId, value }: Deed): string {
  switch (what) {
    case 'reply':
    case 'note':
      return `${what} ${value} by ${memberId}`
    case 'assign':
    // Somebody may claim what was just given to them.
    case 'claim':
      return `assign ${subjectId} to ${value}`
    case 'presence':
    case 'limit':
    case 'employ':
      return `${what} ${value} of ${subjectId}`
    case 'cancel':
      return `cancel ${value}`
    case 'merge':
    case 'policy':
    case 'press':
      return `${what} ${subjectId} ${value}`
    default:
      return `${what} ${subjectId} by ${memberId}`
  }
}

function keysOf(event: Event): string[] {
  const by = `by ${event.actor.id}`
  const { subjectId: id } = event
  switch (event.type) {
    case 'message.created': {
      const { message } = event.data
      return [`${message.isNote ? 'note' : 'reply'} ${message.id} ${by}`]
    }
    case 'conversation.closed':
      return [`close ${id} ${by}`]
    case 'conversation.reopened':
      return [`reopen ${id} ${by}`]
    case 'conversation.snoozed':
      return [`snooze ${id} ${by}`]
    case 'conversation.assigned':
      return [`assign ${id} to ${event.data.agentId}`]
    case 'conversation.unassigned':
      return event.data.by === 'declined' ? [`decline ${id} ${by}`] : []
    case 'member.presence_changed':
      return [`presence ${event.data.member.chosenPresence} of ${id}`]
    case 'member.created':
    case 'member.changed': {
      const { agentLimit, chosenPresence, isDeactivated } = event.data.member
      return [
        `limit ${agentLimit} of ${id}`,
        `presence ${chosenPresence} of ${id}`,
        `employ ${isDeactivated ? 'deactivated' : 'active'} of ${id}`,
      ]
    }
    case 'contact.merged':
      return [`merge ${id} ${event.data.mergedId}`]
    case 'contact.created':
      return [`unmerge ${id} ${by}`]
    case 'team.changed':
      return [`policy ${id} ${event.data.team.policyVersion}`]
    case 'workflow_run.started':
      return [`press ${id} ${event.data.run.id}`]
    case 'workflow_run.ended':
      return [`cancel ${event.data.run.id}`]
    default:
      return []
  }
}
