import type { Event, EventType } from '@fairlead/sdk'
import type { QueryKey } from '@tanstack/react-query'

type Keys = readonly QueryKey[]
type EventOf<T extends EventType> = Extract<Event, { type: T }>

/** `applied`: the event says all that has changed, and `applyEvents` takes it in. */
type Treatment<T extends EventType> = 'applied' | ((event: EventOf<T>, meId: string) => Keys)

// Why somebody waits may be something else from now on, which no event of theirs tells: it is decided anew.
const decidedAnew: Keys = [['queue'], ['candidates'], ['decisions']]
const conversationMoved = (): Keys => [['counts'], ['near-deadlines'], ...decidedAnew]
const personChanged = (): Keys => decidedAnew
const promiseChanged = ({ data }: { data: { promise: { conversationId: string } } }): Keys => [
  ['queue'],
  ['countdown', data.promise.conversationId],
]
const contactCame = (): Keys => [['contacts'], ['tags'], ['kin']]
// For an owner or a former agent a place is held in the queue.
const contactChanged = (): Keys => [...contactCame(), ...decidedAnew]
const invitationsChanged = (): Keys => [['invitations']]
const fieldsChanged = (): Keys => [['fields']]
const categoriesChanged = (): Keys => [['closing-categories']]
const tagsChanged = (): Keys => [['tags']]
// Thousands may have it, and no event tells of each.
const tagsReplaced = (): Keys => [...contactCame(), ['contact'], ['conversations'], ['conversation'], ...decidedAnew]
const workflowChanged = ({ subjectId }: Event): Keys => [['workflows'], ['workflow', subjectId], ['workflow-buttons']]
// What runs do is watched on pages that look again by themselves.
const runChanged = ({ data }: { data: { run: { conversationId: string } } }): Keys => [
  ['conversation-runs', data.run.conversationId],
]
const webhooksChanged = (): Keys => [['webhooks']]

// What is private is told to everybody by its number alone: only whom it concerns fetches it.
const privately =
  (key: string) =>
  ({ data: { ownerId } }: { data: { ownerId: string | null } }, meId: string): Keys =>
    ownerId === null || ownerId === meId ? [[key]] : []
const mentioned = ({ data }: { data: { memberId: string } }, meId: string): Keys =>
  data.memberId === meId ? [['counts'], ['conversations', 'mentions'], ['mentions']] : []

/**
 * What each event makes stale without saying what it is now: sums, what the engine would answer, and lists that differ
 * by who looks. It is fetched anew, when somebody looks at it. Every type of event is named: one that is forgotten
 * does not compile.
 */
const treatments: { readonly [T in EventType]: Treatment<T> } = {
  'conversation.opened': conversationMoved,
  'conversation.reopened': conversationMoved,
  'conversation.closed': conversationMoved,
  'conversation.snoozed': conversationMoved,
  'conversation.unsnoozed': conversationMoved,
  'conversation.assigned': conversationMoved,
  'conversation.unassigned': conversationMoved,
  'conversation.moved': conversationMoved,
  'conversation.escalated': conversationMoved,
  // Priority, needed skills, a contact's name.
  'conversation.changed': () => decidedAnew,
  'conversation.read': 'applied',
  // Who is answered, or has asked, waits from another moment.
  'message.created': ({ data }) =>
    data.conversation.waitingSince === undefined ? [] : [['near-deadlines'], ...decidedAnew],
  'message.changed': 'applied',
  'message.removed': 'applied',
  // It may have been one that was merged away, and is taken out again.
  'contact.created': ({ subjectId }) => [...contactCame(), ['contact', subjectId]],
  'contact.changed': contactChanged,
  // Where the conversations of the other now are, no event says of each.
  'contact.merged': ({ data }) => [
    ...contactChanged(),
    ['contact', data.mergedId],
    ['conversations'],
    ['conversation'],
  ],
  'member.created': personChanged,
  'member.changed': personChanged,
  'member.presence_changed': personChanged,
  'invitation.created': invitationsChanged,
  'invitation.deleted': invitationsChanged,
  'invitation.accepted': invitationsChanged,
  // Whoever is in it counts who waits there.
  'team.created': () => [['counts']],
  'team.changed': ({ subjectId }) => [
    ['counts'],
    ['policies', subjectId],
    ['countdown'],
    ['near-deadlines'],
    ...decidedAnew,
  ],
  'team.deleted': 'applied',
  'skill.created': 'applied',
  // Why somebody waits is told with its name, and a language may be matched.
  'skill.changed': () => decidedAnew,
  // Members have it no more; no event says so of each of them.
  'skill.deleted': () => [['members'], ...decidedAnew],
  'promise.made': promiseChanged,
  'promise.settled': promiseChanged,
  // A list of channels tells managers and agents different things of the same one.
  'channel.created': ({ subjectId }) => [['channels'], ['channel-health', subjectId]],
  // By its weight agents have more or less room.
  'channel.changed': ({ subjectId }) => [['channels'], ['channel-health', subjectId], ...decidedAnew],
  'channel.deleted': 'applied',
  'channel.templates_changed': ({ subjectId }) => [
    ['templates', subjectId],
    ['channel-health', subjectId],
  ],
  // How much a priority is worth changes the order of everybody who waits.
  'workspace.changed': () => [['conversations'], ['countdown'], ['near-deadlines'], ...decidedAnew],
  'field.created': fieldsChanged,
  'field.changed': fieldsChanged,
  'field.deleted': fieldsChanged,
  'closing_category.created': categoriesChanged,
  'closing_category.changed': categoriesChanged,
  'closing_category.deleted': categoriesChanged,
  'tag.changed': tagsChanged,
  'tag.renamed': tagsReplaced,
  'tag.deleted': tagsReplaced,
  'webhook.created': webhooksChanged,
  'webhook.changed': webhooksChanged,
  'webhook.deleted': webhooksChanged,
  'contact_note.created': ({ data }) => [['contact-notes', data.contactNote.contactId]],
  // A merge took it along: it is gone from where it was.
  'contact_note.changed': () => [['contact-notes']],
  'contact_note.deleted': ({ data }) => [['contact-notes', data.contactId]],
  'scheduled_message.created': ({ data }) => [['scheduled-messages', data.scheduledMessage.conversationId]],
  'scheduled_message.changed': ({ data }) => [['scheduled-messages', data.scheduledMessage.conversationId]],
  'scheduled_message.deleted': ({ data }) => [['scheduled-messages', data.conversationId]],
  'view.changed': privately('views'),
  'view.deleted': privately('views'),
  'snippet.changed': privately('snippets'),
  'snippet.deleted': privately('snippets'),
  'macro.changed': privately('macros'),
  'macro.deleted': privately('macros'),
  'draft.changed': ({ data }, meId) => (data.memberId === meId ? [['draft', data.conversationId], ['drafts']] : []),
  'mention.created': mentioned,
  'mention.seen': mentioned,
  'preference.changed': ({ data }, meId) => (data.memberId === meId ? [['preferences']] : []),
  'workflow.changed': workflowChanged,
  'workflow.deleted': workflowChanged,
  'workflow_run.started': runChanged,
  'workflow_run.ended': runChanged,
  'rating.given': ({ data }) => [['ratings', data.rating.conversationId]],
}

/** Types of a later version of the server are passed over. */
export function staleKeysOf<T extends EventType>(event: EventOf<T>, meId: string): Keys {
  const { type }: { type: T } = event
  const treatment: Treatment<T> | undefined = treatments[type]
  return treatment === undefined || treatment === 'applied' ? [] : treatment(event, meId)
}
