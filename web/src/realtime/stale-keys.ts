import type { Event } from '@fairlead/sdk'
import type { QueryKey } from '@tanstack/react-query'

/**
 * What an event makes stale without saying what it is now: sums, and what the engine would answer. It is fetched anew,
 * when somebody looks at it.
 */
export function staleKeysOf(event: Event): readonly QueryKey[] {
  switch (event.type) {
    case 'conversation.opened':
    case 'conversation.reopened':
    case 'conversation.closed':
    case 'conversation.snoozed':
    case 'conversation.unsnoozed':
    case 'conversation.assigned':
    case 'conversation.unassigned':
    case 'conversation.moved':
      return [['counts'], ['candidates'], ['decisions', event.subjectId]]
    case 'member.created':
    case 'member.changed':
    case 'member.presence_changed':
      return [['candidates']]
    case 'team.changed':
      return [['candidates']]
    // A list of teams or channels tells managers and agents different things of the same one.
    case 'channel.created':
    case 'channel.changed':
      return [['channels']]
    case 'contact.created':
    case 'contact.changed':
      return [['contacts'], ['tags']]
    case 'invitation.created':
    case 'invitation.deleted':
    case 'invitation.accepted':
      return [['invitations']]
    default:
      return []
  }
}
