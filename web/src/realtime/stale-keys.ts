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
    case 'conversation.escalated':
      return [['counts'], ['queue'], ['candidates'], ['decisions', event.subjectId]]
    // Priority, needed skills, a contact's name.
    case 'conversation.changed':
      return [['queue'], ['candidates'], ['decisions', event.subjectId]]
    case 'promise.made':
    case 'promise.settled':
      return [['queue']]
    case 'member.created':
    case 'member.changed':
    case 'member.presence_changed':
      return [['queue'], ['candidates']]
    case 'team.changed':
      return [['queue'], ['candidates'], ['policies', event.subjectId]]
    // Members have it no more; no event says so of each of them.
    case 'skill.deleted':
      return [['members'], ['queue'], ['candidates']]
    // How much a priority is worth changes the order of everybody who waits.
    case 'workspace.changed':
      return [['conversations'], ['queue'], ['candidates']]
    // A list of teams or channels tells managers and agents different things of the same one.
    // Its provider tells of a template in no other way.
    case 'channel.created':
    case 'channel.changed':
      return [['channels'], ['channel-health', event.subjectId], ['templates', event.subjectId]]
    case 'contact.created':
    case 'contact.changed':
      return [['contacts'], ['tags'], ['kin']]
    // Where the conversations of the other now are, no event says of each.
    case 'contact.merged':
      return [['contacts'], ['tags'], ['kin'], ['conversations'], ['conversation'], ['queue']]
    case 'invitation.created':
    case 'invitation.deleted':
    case 'invitation.accepted':
      return [['invitations']]
    default:
      return []
  }
}
