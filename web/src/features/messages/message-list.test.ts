import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventExample, uuid } from '../conversations/examples.ts'
import { messageExample } from './examples.ts'
import { applyToMessageList, joinMessagePages, withMessages } from './message-list.ts'

const conversationId = uuid(100)
const [first, second, third] = [1, 2, 3].map((n) => messageExample({ id: uuid(500 + n), text: `No ${n}` }))
assert.ok(first && second && third)

test('a new message comes first, wherever the list ends', () => {
  const list = { data: [second, first], nextCursor: 'older', newerCursor: null }

  const after = applyToMessageList(list, conversationId, created(third))

  assert.deepEqual(after, { data: [third, second, first], nextCursor: 'older', newerCursor: null })
})

test('the same event twice makes one message', () => {
  const list = { data: [], nextCursor: null, newerCursor: null }

  const once = applyToMessageList(list, conversationId, created(first))

  assert.deepEqual(applyToMessageList(once, conversationId, created(first)), once)
})

test('a change replaces the message where it stands, and one we do not have is left', () => {
  const list = { data: [second, first], nextCursor: null, newerCursor: null }
  const read = { ...first, state: 'read' as const }

  const after = applyToMessageList(list, conversationId, changed(read))

  assert.deepEqual(after.data, [second, read])
  assert.equal(applyToMessageList(list, conversationId, changed(third)), list)
})

test('messages of other conversations are left out', () => {
  const list = { data: [first], nextCursor: null, newerCursor: null }
  const elsewhere = messageExample({ id: uuid(900), conversationId: uuid(101) })

  assert.equal(applyToMessageList(list, conversationId, created(elsewhere)), list)
})

test('an answer of the server and its event make one message, whichever comes first', () => {
  const answered = withMessages({ data: [first], nextCursor: null, newerCursor: null }, [second])

  assert.deepEqual(answered.data, [second, first])
  assert.deepEqual(applyToMessageList(answered, conversationId, created(second)).data, [second, first])
})

test('an answer that comes after the events says nothing new of its message', () => {
  const list = { data: [{ ...first, state: 'delivered' as const }], nextCursor: null, newerCursor: null }

  assert.deepEqual(withMessages(list, [{ ...first, state: 'pending' }, second]).data, [second, ...list.data])
})

test('pages join into one list that goes on from the last', () => {
  const joined = joinMessagePages([
    { data: [third, second], nextCursor: 'a', newerCursor: null },
    { data: [first], nextCursor: null, newerCursor: null },
  ])

  assert.deepEqual(joined, { data: [third, second, first], nextCursor: null, newerCursor: null })
})

test('what comes while the list is elsewhere waits for its page', () => {
  const list = { data: [first], nextCursor: null, newerCursor: first.id }

  assert.equal(applyToMessageList(list, conversationId, created(third)), list)
  assert.deepEqual(withMessages(list, [third]).data, [first])
})

test('a page towards the newer goes before the others, and the list ends where it does', () => {
  const joined = joinMessagePages([
    { data: [third], nextCursor: 'x', newerCursor: null },
    { data: [second, first], nextCursor: null, newerCursor: second.id },
  ])

  assert.deepEqual(joined, { data: [third, second, first], nextCursor: null, newerCursor: null })
})

function created(message: typeof first) {
  assert.ok(message)
  return eventExample('message.created', { message, conversation: { id: message.conversationId } })
}

function changed(message: typeof first) {
  assert.ok(message)
  return eventExample('message.changed', { message, what: 'state' })
}
