import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '@fairlead/sdk'
import { messageExample } from '../messages/examples.ts'
import { isAddress, otherRecipients } from './copies.ts'

test('who else got the last mail is offered, once each', () => {
  const messages = [
    messageExample({ author: { type: 'member', id: null, name: '' }, content: {} }),
    mail({ to: ['support@shop.example', 'Ben <ben@example.com>'], cc: ['ben@example.com', 'carla@example.com'] }),
    mail({ cc: ['old@example.com'] }),
  ]

  assert.deepEqual(otherRecipients(messages, ['support@shop.example']), ['ben@example.com', 'carla@example.com'])
})

test('neither the contact nor our mailbox is, whatever mark it carries', () => {
  const messages = [mail({ to: ['Support <Support+c-12-ab34@shop.example>'], cc: ['Ana <ANA@example.com>'] })]

  assert.deepEqual(otherRecipients(messages, ['support@shop.example']), [])
})

test('nor is another address of the same mailbox', () => {
  const messages = [mail({ to: ['sales@shop.example', 'ben@example.com'] })]

  assert.deepEqual(otherRecipients(messages, ['support@shop.example', 'sales@shop.example']), ['ben@example.com'])
})

test('without a mail there is nobody', () => {
  assert.deepEqual(otherRecipients([messageExample({})], ['support@shop.example']), [])
})

test('an address has a name, an at and a domain', () => {
  assert.ok(isAddress(' ana@example.com '))
  assert.ok(!isAddress('ana@example'))
  assert.ok(!isAddress('ana, ben@example.com'))
})

function mail(changes: Partial<NonNullable<Message['content']['mail']>>): Message {
  const base = { subject: 'Boots', from: 'Ana <ana@example.com>', to: [], cc: [], hasHtml: false, hasMore: false }
  return messageExample({ content: { mail: { ...base, ...changes } } })
}
