import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '@fairlead/sdk'
import { uuid } from '../conversations/examples.ts'
import { messageExample } from '../messages/examples.ts'
import { isAddress, otherRecipients } from './copies.ts'

test('who else got the last mail is offered, once each', () => {
  const messages = [
    messageExample({ author: { type: 'member', id: null, name: '' }, content: {} }),
    mail({ to: ['support@shop.example', 'Ben <ben@example.com>'], cc: ['ben@example.com', 'carla@example.com'] }),
    mail({ cc: ['old@example.com'] }),
  ]

  assert.deepEqual(othersOf(messages, ['support@shop.example']), ['ben@example.com', 'carla@example.com'])
})

test('neither the contact nor our mailbox is, whatever mark it carries', () => {
  const messages = [mail({ to: ['Support <Support+c-12-ab34@shop.example>'], cc: ['Ana <ANA@example.com>'] })]

  assert.deepEqual(othersOf(messages, ['support@shop.example']), [])
})

test('nor is another address of the same mailbox', () => {
  const messages = [mail({ to: ['sales@shop.example', 'ben@example.com'] })]

  assert.deepEqual(othersOf(messages, ['support@shop.example', 'sales@shop.example']), ['ben@example.com'])
})

test('who wrote into the thread of another is answered too, and the contact once', () => {
  const messages = [
    mail({ from: 'otto@example.org', to: ['support@shop.example'], cc: ['ana@example.com'] }, otto),
    mail({ to: ['support@shop.example'] }),
  ]

  assert.deepEqual(othersOf(messages, ['support@shop.example']), ['otto@example.org'])
})

test('an answer of ours says who goes on getting copies', () => {
  const ours = { type: 'member', id: uuid(1), name: 'Ada' } as const
  const before = mail({ cc: ['ben@example.com', 'carla@example.com'] })

  const answer = mail({ from: 'support@shop.example', to: ['ana@example.com'], cc: ['ben@example.com'] }, ours)
  assert.deepEqual(othersOf([answer, before], ['support@shop.example']), ['ben@example.com'])

  const refused = [{ address: 'ben@example.com', reason: '550 No such user' }]
  const { mail: sent } = answer.content
  assert.deepEqual(othersOf([{ ...answer, content: { mail: { ...sent!, refused } } }], ['support@shop.example']), [])
})

test('an absence note invites nobody', () => {
  const note = mail({ from: 'otto@example.org', to: ['support@shop.example'] }, otto)
  const messages = [{ ...note, content: { ...note.content, isAutomatic: true } }, mail({ cc: ['ben@example.com'] })]

  assert.deepEqual(othersOf(messages, ['support@shop.example']), ['ben@example.com'])
})

test('without a mail there is nobody', () => {
  assert.deepEqual(othersOf([messageExample({})], ['support@shop.example']), [])
})

test('an address has a name, an at and a domain', () => {
  assert.ok(isAddress(' ana@example.com '))
  assert.ok(!isAddress('ana@example'))
  assert.ok(!isAddress('ana, ben@example.com'))
})

const otto = { type: 'contact', id: uuid(22), name: 'Otto' } as const

function othersOf(messages: readonly Message[], own: readonly string[]): readonly string[] {
  return otherRecipients(messages, { own, contactId: uuid(21) })
}

function mail(
  changes: Partial<NonNullable<Message['content']['mail']>>,
  author: Message['author'] = messageExample({}).author,
): Message {
  const base = { subject: 'Boots', from: 'Ana <ana@example.com>', to: [], cc: [], hasHtml: false, hasMore: false }
  return messageExample({ author, content: { mail: { ...base, ...changes } } })
}
