import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conversationExample, eventExample, uuid } from '../conversations/examples.ts'
import { messageExample } from '../messages/examples.ts'
import { announcementOf, isUnopened } from './new-messages.ts'

const meId = uuid(1)
const me = { memberId: meId, isManager: false, teamIds: new Set([uuid(11)]) }
const mine = conversationExample({ assigneeId: meId, unreadCount: 1 })
const waiting = conversationExample({ assigneeId: null, unreadCount: 1 })
const ofOthers = conversationExample({ assigneeId: uuid(2), unreadCount: 1 })

test('tells of what contacts write to me, and of those who wait in my teams', () => {
  assert.equal(announcementOf(wrote({}), mine, me)?.text, 'Hello')
  assert.equal(announcementOf(wrote({}), waiting, me)?.name, 'Example Contact')
})

test('keeps quiet about other people’s conversations, other teams’ queues, and answers', () => {
  assert.equal(announcementOf(wrote({}), ofOthers, me), null)
  assert.equal(announcementOf(wrote({}), { ...waiting, teamId: uuid(12) }, me), null)
  assert.equal(announcementOf(wrote({}), { ...mine, status: 'closed' }, me), null)
  assert.equal(announcementOf(wrote({ author: { type: 'member', id: uuid(2), name: 'Ben' } }), mine, me), null)
  assert.equal(announcementOf(wrote({}), undefined, me), null)
})

test('tells managers, whatever their teams, of a conversation that nobody answers', () => {
  const escalated = eventExample('conversation.escalated', { conversation: { id: uuid(100) }, reason: 'all_tried' })
  const elsewhere = { ...waiting, teamId: uuid(12) }

  assert.equal(announcementOf(escalated, elsewhere, { ...me, isManager: true })?.reason, 'escalated')
  assert.equal(announcementOf(escalated, waiting, me), null)
})

test('tells of what was given to me, unless I took it myself', () => {
  const given = eventExample('conversation.assigned', {
    conversation: { id: uuid(100), assigneeId: meId },
    agentId: meId,
    fromAgentId: null,
    by: 'engine',
    sentence: null,
    isOverLimit: false,
  })

  assert.equal(announcementOf(given, mine, me)?.reason, 'assigned')
  assert.equal(announcementOf({ ...given, actor: { type: 'member', id: meId } }, mine, me), null)
})

test('tells of notes that name me, and not of my own', () => {
  const named = eventExample('mention.created', { conversationId: uuid(100), messageId: uuid(5), memberId: meId })

  assert.equal(announcementOf(named, ofOthers, me)?.reason, 'mention')
  assert.equal(announcementOf({ ...named, actor: { type: 'member', id: meId } }, ofOthers, me), null)
  assert.equal(announcementOf(named, ofOthers, { ...me, memberId: uuid(2) }), null)
})

test('tells whoever wrote it that a message was not delivered, whoever has the conversation, also one that was scheduled', () => {
  const lost = (state: 'failed' | 'sent', authorId = meId) =>
    eventExample('message.changed', {
      message: messageExample({ author: { type: 'member', id: authorId, name: 'Ana' }, text: 'On its way', state }),
      what: 'state',
    })
  const nothing = { attachmentIds: [], choices: [], cc: [], bcc: [] }
  const unsent = eventExample('scheduled_message.changed', {
    scheduledMessage: {
      ...{ id: uuid(6), conversationId: uuid(100), memberId: meId, body: { ...nothing, text: 'Still there?' } },
      ...{ dueAt: '2026-01-01T12:00:00.000Z', createdAt: '2026-01-01T12:00:00.000Z' },
      error: { code: 'conversation_closed', detail: 'It is closed.' },
    },
  })

  assert.equal(announcementOf(lost('failed'), ofOthers, me)?.text, 'On its way')
  assert.equal(announcementOf(unsent, { ...mine, status: 'closed' }, me)?.text, 'Still there?')
  assert.equal(announcementOf(lost('sent'), ofOthers, me), null)
  assert.equal(announcementOf(lost('failed', uuid(2)), mine, me), null)
})

test('what waits is told as waiting, what is mine as mine', () => {
  assert.equal(announcementOf(wrote({}), waiting, me)?.told, 'waiting')
  assert.equal(announcementOf(wrote({}), mine, me)?.told, 'message')
})

test('what was read, closed or given away asks for no attention any more', () => {
  assert.equal(isUnopened(mine, me), true)
  assert.equal(isUnopened({ ...mine, unreadCount: 0 }, me), false)
  assert.equal(isUnopened({ ...mine, status: 'closed' }, me), false)
  assert.equal(isUnopened(ofOthers, me), false)
  assert.equal(isUnopened(undefined, me), false)
})

function wrote(changes: Parameters<typeof messageExample>[0]) {
  return eventExample('message.created', {
    message: messageExample(changes),
    conversation: { id: uuid(100), unreadCount: 1 },
  })
}
