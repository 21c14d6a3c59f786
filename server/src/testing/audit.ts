import { applyToConversation, type Conversation, conversationChangeOf, type Event } from '@fairlead/sdk'

type World = {
  conversations: Map<string, Conversation>
  personal: Map<string, number | null>
  teamLimits: Map<string, number | null>
  channels: Map<string, { weight: number; agentLimit: number | null }>
  workspaceLimit: number | null
  countsSnoozed: boolean
}

/**
 * Reads a workspace's log from its beginning and answers everything in it that must never happen, in words: a limit
 * exceeded by an automatic assignment (I1), two assignees or two `assigned` events for one assignment (I2), a message
 * about waiting to somebody whose conversation an agent has (I11).
 *
 * Whoever decides holds the assignment lock alone, and whoever changes what a decision rests on shares it: an assignment
 * that comes after a change in the log was decided after it.
 */
export function auditLog(events: readonly Event[]): readonly string[] {
  const violations: string[] = []
  const world: World = {
    conversations: new Map(),
    personal: new Map(),
    teamLimits: new Map(),
    channels: new Map(),
    workspaceLimit: null,
    countsSnoozed: false,
  }

  for (const event of events) {
    const say = (what: string) => violations.push(`#${event.sequence} ${event.type} ${event.subjectId}: ${what}`)
    const before = world.conversations.get(event.subjectId)
    checkMessage(event, before, say)
    apply(world, event)
    const after = world.conversations.get(event.subjectId)

    if (event.type === 'conversation.assigned') {
      if (before && before.assigneeId !== event.data.fromAgentId) {
        say(`comes from ${event.data.fromAgentId}, but ${before.assigneeId} had it`)
      }
      if (before?.assigneeId === event.data.agentId) say('assigns to who has it already')
      if (after?.assigneeId !== event.data.agentId) say(`leaves it with ${after?.assigneeId}`)
      if (event.data.by === 'engine') checkEngine(world, event, before, say)
    } else if (before && after && after.assigneeId !== null && before.assigneeId !== after.assigneeId) {
      say(`gives it to ${after.assigneeId} without saying that it assigns`)
    }
  }
  return violations
}

/** Where the log says that every conversation stands. */
export function conversationsOf(events: readonly Event[]): ReadonlyMap<string, Conversation> {
  const conversations = new Map<string, Conversation>()
  for (const event of events) applyConversation(conversations, event)
  return conversations
}

type Assigned = Extract<Event, { type: 'conversation.assigned' }>

function checkEngine(
  world: World,
  event: Assigned,
  before: Conversation | undefined,
  say: (what: string) => void,
): void {
  const conversation = world.conversations.get(event.subjectId)
  if (!conversation) return
  if (before && before.assigneeId !== null) say(`takes it from ${before.assigneeId} by itself`)
  if (conversation.status !== 'open') say(`assigns what is ${conversation.status}`)
  if (event.data.isOverLimit) return

  const { agentId } = event.data
  const held = [...world.conversations.values()].filter(
    ({ assigneeId, status }) =>
      assigneeId === agentId && (status === 'open' || (world.countsSnoozed && status === 'snoozed')),
  )
  const loadOf = (some: readonly Conversation[]) =>
    some.reduce((sum, { channelId }) => sum + (world.channels.get(channelId)?.weight ?? 1), 0)
  const check = (scope: string, limit: number | null | undefined, load: number) => {
    if (limit !== null && limit !== undefined && load > limit) {
      say(`${agentId} has ${load} of ${limit} (${scope})`)
    }
  }

  check('agent', world.personal.get(agentId) ?? world.workspaceLimit, loadOf(held))
  check(
    'team',
    world.teamLimits.get(conversation.teamId ?? ''),
    loadOf(held.filter(({ teamId }) => teamId === conversation.teamId)),
  )
  check(
    'channel',
    world.channels.get(conversation.channelId)?.agentLimit,
    loadOf(held.filter(({ channelId }) => channelId === conversation.channelId)),
  )
}

function checkMessage(event: Event, before: Conversation | undefined, say: (what: string) => void): void {
  if (event.type !== 'message.created') return
  const { expectation } = event.data.message.content
  if (expectation === undefined) return
  if ((expectation === 'queueUpdate' || expectation === 'overCapacity') && before && before.assigneeId !== null) {
    say(`tells of waiting (${expectation}), but ${before.assigneeId} has it`)
  }
  if (expectation === 'assigned' && before?.assigneeId === null) say('tells who has it, but nobody has')
  if (before && before.status !== 'open') say(`tells something in what is ${before.status}`)
}

function apply(world: World, event: Event): void {
  applyConversation(world.conversations, event)
  switch (event.type) {
    case 'member.created':
    case 'member.changed':
      world.personal.set(event.data.member.id, event.data.member.agentLimit)
      break
    case 'team.created':
    case 'team.changed':
      world.teamLimits.set(event.data.team.id, event.data.team.policy.agentLimit)
      break
    case 'channel.created':
    case 'channel.changed':
      world.channels.set(event.data.channel.id, event.data.channel)
      break
    case 'workspace.changed':
      world.workspaceLimit = event.data.workspace.agentLimit
      world.countsSnoozed = event.data.workspace.countsSnoozed
      break
    default:
      break
  }
}

function applyConversation(conversations: Map<string, Conversation>, event: Event): void {
  if (event.type === 'conversation.opened') {
    conversations.set(event.subjectId, event.data.conversation)
    return
  }
  const id = conversationChangeOf(event)?.id
  const before = id === undefined ? undefined : conversations.get(id)
  if (before) conversations.set(before.id, applyToConversation(before, event))
}
