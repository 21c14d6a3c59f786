import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyToConversation, type Conversation, type ConversationChange, type Event, type Filter } from '@fairlead/sdk'
import fc from 'fast-check'
import { belongs, type ConversationList, compare, joinPages, type ListScope, place } from './conversation-list.ts'
import { conversationExample, eventExample, uuid } from './examples.ts'
import { applyToKnown, type KnownConversations, placeMissing } from './known-conversations.ts'

const meId = uuid(1)
const boosts = { urgent: 1440, high: 60, normal: 0, low: -60 }
const otherId = uuid(2)
const unreadOrUrgent: Filter = {
  combinator: 'or',
  rules: [
    { field: 'isUnread', operator: 'is', value: true },
    { field: 'priority', operator: 'is', value: 'urgent' },
  ],
}
const readOrMine: Filter = {
  combinator: 'and',
  not: true,
  rules: [
    { field: 'isUnread', operator: 'is', value: true },
    { field: 'assigneeId', operator: 'is_not', value: 'me' },
  ],
}
const scopes: readonly ListScope[] = [
  { view: 'mine', filters: {}, meId, boosts },
  { view: 'waiting', filters: {}, meId, boosts },
  { view: 'waiting', filters: { teamId: uuid(11) }, meId, boosts },
  { view: 'all', filters: {}, meId, boosts },
  { view: 'all', filters: { contactId: uuid(21) }, meId, boosts },
  { view: 'snoozed', filters: {}, meId, boosts },
  { view: 'closed', filters: {}, meId, boosts },
  { view: 'mine', filters: { sort: 'oldest' }, meId, boosts },
  { view: 'all', filters: { sort: 'queue' }, meId, boosts },
  { view: 'saved', filters: { viewId: uuid(1) }, saved: { filter: unreadOrUrgent, sort: 'activity' }, meId, boosts },
  { view: 'saved', filters: { viewId: uuid(2) }, saved: { filter: readOrMine, sort: 'oldest' }, meId, boosts },
]

const step = fc.record({
  which: fc.integer({ min: 0, max: 11 }),
  act: fc.constantFrom(
    'say',
    'answer',
    'assign',
    'unassign',
    'close',
    'reopen',
    'snooze',
    'move',
    'priority',
    'rename',
  ),
  toMe: fc.boolean(),
  /** Whether a page more of some list is fetched here. */
  more: fc.option(fc.nat(scopes.length - 1), { freq: 4 }),
})

test('lists with the events since applied equal lists fetched afresh', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, size) => {
      const server = new Map(Array.from({ length: 12 }, (_, index) => beginning(index)).map((c) => [c.id, c]))
      let held: KnownConversations = {
        single: new Map(),
        lists: new Map(
          scopes.map((scope, index) => [String(index), { scope, list: fetchPage(server, scope, size), isShown: true }]),
        ),
      }

      steps.forEach(({ which, act, toMe, more }, index) => {
        const before = server.get(uuid(100 + which))!
        const event = eventOf(before, act, toMe, index + 1)
        for (const [id, conversation] of server) server.set(id, applyToConversation(conversation, event))

        const { missing, outdated: _, ...applied } = applyToKnown(held, [event])
        held = [...missing].reduce((known, id) => placeMissing(known, server.get(id)!), applied)
        if (more !== null) held = withPageMore(held, server, String(more), size)
        assertEqualsFresh(held, server)
      })
    }),
    { numRuns: 300 },
  )
})

test('hearing the same events again changes nothing in the end', () => {
  const before = conversationExample({ id: uuid(100), assigneeId: null })
  const scope: ListScope = { view: 'mine', filters: {}, meId, boosts }
  const events = [
    eventOf(before, 'assign', true, 1),
    eventOf({ ...before, assigneeId: meId }, 'close', true, 2),
    eventOf({ ...before, assigneeId: meId, status: 'closed' }, 'reopen', true, 3),
  ]
  const held = {
    single: new Map([[before.id, before]]),
    lists: new Map([['0', { scope, list: complete([]), isShown: true }]]),
  }

  const once = applyToKnown(held, events)
  const twice = applyToKnown(once, events.slice(1))

  assert.deepEqual(twice.lists, once.lists)
  assert.equal(once.lists.get('0')?.list.data.length, 1)
})

test('a conversation that leaves the view leaves the list', () => {
  const conversation = conversationExample({ id: uuid(100), assigneeId: meId })
  const scope: ListScope = { view: 'mine', filters: {}, meId, boosts }

  const after = place(complete([conversation]), scope, { ...conversation, assigneeId: otherId })

  assert.deepEqual(after.data, [])
})

test('a conversation beyond the pages we have stays out until its page is fetched', () => {
  const [newest, older, oldest] = [3, 2, 1].map((minute) =>
    conversationExample({ id: uuid(100 + minute), lastActivityAt: at(minute) }),
  ) as [Conversation, Conversation, Conversation]
  const scope: ListScope = { view: 'all', filters: {}, meId, boosts }
  const list: ConversationList = { data: [newest, older], nextCursor: 'more', reach: older }

  assert.deepEqual(place(list, scope, oldest).data, [newest, older])
})

test('an unknown conversation is not asked for when nothing of it can concern the list', () => {
  const scope: ListScope = { view: 'mine', filters: {}, meId, boosts }
  const held = { single: new Map(), lists: new Map([['0', { scope, list: complete([]), isShown: true }]]) }
  const unknown = conversationExample({ id: uuid(100), assigneeId: otherId })

  assert.equal(applyToKnown(held, [eventOf(unknown, 'say', false, 1)]).missing.size, 0)
  assert.equal(applyToKnown(held, [eventOf(unknown, 'assign', false, 2)]).missing.size, 0)
  assert.equal(applyToKnown(held, [eventOf(unknown, 'assign', true, 3)]).missing.size, 1)
})

test('one that stays beyond the pages we have, whatever else is true of it, is not asked for', () => {
  const reach = conversationExample({ id: uuid(150), waitingSince: at(0), queuedSince: at(0), lastActivityAt: at(0) })
  const isMissing = (scope: Omit<ListScope, 'meId' | 'boosts'>, change: Omit<ConversationChange, 'id'>, id = 151) => {
    const list: ConversationList = { data: [reach], nextCursor: 'more', reach }
    const lists = new Map([['0', { scope: { ...scope, meId, boosts }, list, isShown: true }]])
    const event = eventExample('conversation.changed', { conversation: { id: uuid(id), ...change } })
    return applyToKnown({ single: new Map(), lists }, [event]).missing.size > 0
  }
  const isAsked: [ListScope['view'], ListScope['filters'], Omit<ConversationChange, 'id'>, boolean][] = [
    ['all', {}, { lastActivityAt: at(1) }, true],
    ['all', {}, { status: 'open', lastActivityAt: at(-1) }, false],
    ['all', { sort: 'oldest' }, { status: 'open', lastActivityAt: at(1) }, false],
    ['all', { sort: 'oldest' }, { priority: 'urgent', lastActivityAt: at(1) }, false],
    ['waiting', {}, { waitingSince: at(1), queuedSince: at(1), lastActivityAt: at(1) }, true],
    [
      'waiting',
      {},
      { waitingSince: at(24 * 60 + 1), queuedSince: at(24 * 60 + 1), lastActivityAt: at(24 * 60 + 1) },
      false,
    ],
    ['waiting', {}, { assigneeId: null, waitingSince: at(1), queuedSince: at(1), priority: 'normal' }, false],
    ['waiting', {}, { assigneeId: null, waitingSince: at(1), queuedSince: at(1), priority: 'high' }, true],
    ['waiting', {}, { assigneeId: null, lastActivityAt: at(1) }, true],
    ['waiting', {}, { waitingSince: null, lastActivityAt: at(1) }, false],
    ['waiting', {}, { priority: 'low', lastActivityAt: at(1) }, false],
    ['waiting', {}, { priority: 'normal', lastActivityAt: at(1) }, true],
  ]
  for (const [view, filters, change, expected] of isAsked) {
    assert.equal(isMissing({ view, filters }, change), expected, `${view} ${JSON.stringify([filters, change])}`)
  }
  assert.equal(isMissing({ view: 'all', filters: { sort: 'oldest' } }, { status: 'open' }, 149), true)
  const near = new Map([[uuid(151), 0]])
  assert.equal(
    isMissing({ view: 'waiting', filters: {}, near }, { waitingSince: at(24 * 60 + 1), queuedSince: at(24 * 60 + 1) }),
    true,
  )
})

test('a list that nobody looks at is fetched when somebody comes back to it, and nothing for it before', () => {
  const scope: ListScope = { view: 'mine', filters: {}, meId, boosts }
  const held = { single: new Map(), lists: new Map([['0', { scope, list: complete([]), isShown: false }]]) }
  const unknown = conversationExample({ id: uuid(100), assigneeId: null })

  const { missing, outdated } = applyToKnown(held, [eventOf(unknown, 'assign', true, 1)])

  assert.deepEqual([[...missing], [...outdated]], [[], ['0']])
})

test('one that was missing is held where it is listed, and else by itself', () => {
  const scope: ListScope = { view: 'mine', filters: {}, meId, boosts }
  const held = { single: new Map(), lists: new Map([['0', { scope, list: complete([]), isShown: true }]]) }
  const mine = conversationExample({ id: uuid(100), assigneeId: meId })
  const other = conversationExample({ id: uuid(101), assigneeId: otherId })

  const after = [mine, other].reduce(placeMissing, held)

  assert.deepEqual([[...after.single.keys()], after.lists.get('0')?.list.data], [[other.id], [mine]])
})

test('pages that overlap make one list', () => {
  const [a, b] = [conversationExample({ id: uuid(101) }), conversationExample({ id: uuid(102) })]
  const scope: ListScope = { view: 'all', filters: {}, meId, boosts }

  const joined = joinPages(
    [
      { data: [b, a], nextCursor: 'more', reach: a },
      { data: [{ ...a, unreadCount: 5 }], nextCursor: null, reach: a },
    ],
    scope,
  )

  assert.deepEqual(
    joined.data.map(({ id, unreadCount }) => [id, unreadCount]),
    [
      [b.id, 0],
      [a.id, 5],
    ],
  )
  assert.equal(joined.nextCursor, null)
})

function beginning(index: number): Conversation {
  return conversationExample({
    id: uuid(100 + index),
    teamId: uuid(11 + (index % 2)),
    contact: { id: uuid(20 + (index % 3)), name: 'Example Contact' },
    assigneeId: [meId, otherId, null][index % 3]!,
    status: index % 4 === 3 ? 'closed' : 'open',
    waitingSince: index % 2 ? at(-index) : null,
    queuedSince: at(-index),
    createdAt: at(-index - 1),
    lastActivityAt: at(-index),
  })
}

function eventOf(before: Conversation, act: string, toMe: boolean, minute: number): Event {
  const { id } = before
  const moved = { id, lastActivityAt: at(minute) }
  const assigneeId = toMe ? meId : otherId
  const changed = (change: Omit<ConversationChange, 'id'>) =>
    eventExample('conversation.changed', { conversation: { ...moved, ...change } })
  const queuedSince = before.waitingSince ?? at(minute)

  switch (act) {
    case 'say':
      return changed({ unreadCount: before.unreadCount + 1, waitingSince: queuedSince, queuedSince })
    case 'answer':
      return changed({ waitingSince: null, queuedSince: at(minute) })
    case 'assign':
      return changed({ assigneeId, queuedSince })
    case 'unassign':
      return changed({ assigneeId: null, queuedSince })
    case 'close':
      return changed({ status: 'closed', closedAt: at(minute), waitingSince: null, queuedSince: at(minute) })
    case 'reopen':
      return changed({ status: 'open', closedAt: null, snoozedUntil: null, queuedSince })
    case 'snooze':
      return changed({ status: 'snoozed', snoozedUntil: at(minute + 60), closedAt: null, queuedSince })
    case 'move':
      return changed({ teamId: toMe ? uuid(11) : uuid(12) })
    case 'priority':
      return eventExample('conversation.changed', { conversation: { id, priority: toMe ? 'urgent' : 'low' } })
    default:
      return eventExample('conversation.read', { conversation: { id, unreadCount: 0 } })
  }
}

function fetchPage(server: ReadonlyMap<string, Conversation>, scope: ListScope, size: number, after?: Conversation) {
  const all = fresh(server, scope).filter((conversation) => !after || compare(scope, conversation, after) > 0)
  const data = all.slice(0, size)

  return { data, nextCursor: all.length > size ? 'more' : null, reach: data.at(-1) ?? null }
}

function withPageMore(
  held: KnownConversations,
  server: ReadonlyMap<string, Conversation>,
  key: string,
  size: number,
): KnownConversations {
  const scoped = held.lists.get(key)!
  const { scope, list } = scoped
  if (list.nextCursor === null || list.reach === null) return held
  const joined = joinPages([list, fetchPage(server, scope, size, list.reach)], scope)
  return { ...held, lists: new Map(held.lists).set(key, { ...scoped, list: joined }) }
}

function assertEqualsFresh(held: KnownConversations, server: ReadonlyMap<string, Conversation>): void {
  for (const { scope, list } of held.lists.values()) {
    const { nextCursor, reach } = list
    const expected = fresh(server, scope).filter(
      (conversation) => nextCursor === null || reach === null || compare(scope, conversation, reach) <= 0,
    )
    assert.deepEqual(list.data, expected, `${scope.view} ${JSON.stringify(scope.filters)}`)
  }
}

function fresh(server: ReadonlyMap<string, Conversation>, scope: ListScope): Conversation[] {
  return [...server.values()]
    .filter((conversation) => belongs(scope, conversation))
    .sort((a, b) => compare(scope, a, b))
}

function complete(data: readonly Conversation[]): ConversationList {
  return { data, nextCursor: null, reach: null }
}

function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString()
}
