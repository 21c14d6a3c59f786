import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent } from '../../inbound.ts'
import { captured, eventsOf, fieldsOf, parseFields } from '../testing.ts'

const ourId = '0199d5f0-0000-7000-8000-00000000000a'

test('reads a text message by who wrote it and to which number', () => {
  const [event, ...more] = eventsOf('text')
  assert.deepEqual(more, [])
  assert.deepEqual(event, {
    kind: 'message',
    accountId: '+12065550123',
    at: 0,
    providerId: 'SM5e1c0a3b7d9f4e2a8c6b0d1f3a5c7e01',
    author: 'contact',
    contact: { addresses: ['+15035550147'], matchKeys: [], name: null, phone: '+15035550147' },
    message: {
      kind: 'text',
      text: 'Grüße! Do you ship to Åland? 📦 https://shop.example/a?b=1&c=2 +1',
      content: {},
      attachments: [],
      replyToProviderId: null,
    },
  })
})

test('reads pictures with their words, and many files of one message', () => {
  const { message } = messageOf('image')
  assert.deepEqual([message.kind, message.text], ['image', 'Here is the label ✂'])
  assert.match(message.attachments[0]?.mediaId ?? '', /\/Media\/ME/)
  assert.deepEqual(
    messageOf('album').message.attachments.map(({ type }) => type),
    ['image/jpeg', 'image/png', 'video/3gpp'],
  )
})

test('names the kind of a file by its type', () => {
  const kinds = ['video', 'audio', 'contact-card', 'empty'].map((name) => messageOf(name).message.kind)
  assert.deepEqual(kinds, ['video', 'audio', 'document', 'unsupported'])
  assert.equal(messageOf('tapback').message.text, 'Liked “Your order is on its way”')
})

test('keeps short codes and senders’ names as they are', () => {
  for (const [name, address] of [
    ['short-code', '24680'],
    ['sender-name', 'ACMEPARCEL'],
  ] as const) {
    assert.deepEqual([messageOf(name).contact.addresses, messageOf(name).contact.phone], [[address], null])
  }
})

test('a message goes to the number it was sent to, whoever’s address it came to', () => {
  assert.equal(messageOf('other-number').accountId, '+12065550124')
})

test('stop and start are said to Twilio: nobody answers them, and they change the standing', () => {
  assert.deepEqual(['stop', 'start', 'help', 'yes', 'opt-out-type', 'text'].map(commandAndStanding), [
    [true, 'opted_out'],
    [true, 'opted_in'],
    [false, null],
    [false, 'opted_in'],
    [true, 'opted_out'],
    [false, null],
  ])
})

test('the words of stopping stand alone', () => {
  const standingOf = (body: string, more = {}): unknown =>
    parseFields({ ...fieldsOf('text'), Body: body, ...more }).find(({ kind }) => kind === 'standing')
  for (const body of ['Please stop', 'stop it', 'STOP.', 'unstoppable', '']) assert.equal(standingOf(body), undefined)
  for (const body of ['stop', 'StopAll', 'UNSUBSCRIBE', 'cancel', 'End', 'quit', 'revoke', 'optout\n']) {
    assert.ok(standingOf(body), body)
  }
  assert.ok(standingOf('stop', { OptOutType: 'SOMETHING NEW' }))
})

test('statuses name our message by the address they were sent to', () => {
  const seen = ['queued', 'sent', 'delivered', 'undelivered', 'failed', 'canceled'].map((name) => {
    const [event] = eventsOf(`status-${name}`, `?message=${ourId}`)
    assert.ok(event?.kind === 'status')
    assert.deepEqual([event.accountId, event.messageId], ['+12065550123', ourId])
    assert.equal(event.providerId, 'SM5e1c0a3b7d9f4e2a8c6b0d1f3a5c7e14')
    return [event.status, event.error?.code, event.error?.detail]
  })
  assert.deepEqual(seen, [
    ['sent', undefined, undefined],
    ['sent', undefined, undefined],
    ['delivered', undefined, undefined],
    ['failed', 'recipient_unavailable', '30003: undelivered'],
    ['failed', 'opted_out', '21610: Attempt to send to unsubscribed recipient'],
    ['failed', 'unknown', 'canceled'],
  ])
})

test('a status without our id belongs to the number that sent', () => {
  const [event] = eventsOf('status-failed', '?message=%27nonsense')
  assert.deepEqual(event?.kind === 'status' && [event.accountId, event.messageId], ['+12065550199', null])
})

test('names what it ignores', () => {
  assert.deepEqual(eventsOf('whatsapp'), [{ kind: 'ignored', what: 'message by whatsapp' }])
  assert.deepEqual(parseFields({}), [{ kind: 'ignored', what: 'neither a message nor a status' }])
  assert.deepEqual(parseFields({ Body: 'hi', From: '+15035550147' }), [
    { kind: 'ignored', what: 'message without an id' },
  ])
  assert.deepEqual(parseFields({ Body: 'hi', MessageSid: 'SM1' }), [
    { kind: 'ignored', what: 'message without a sender' },
  ])
  assert.deepEqual(parseFields({ MessageStatus: 'partially_delivered', MessageSid: 'SM1' }), [
    { kind: 'ignored', what: 'status: partially_delivered' },
  ])
  assert.deepEqual(parseFields({ MessageStatus: 'sent' }), [{ kind: 'ignored', what: 'status of no message' }])
})

test('never throws, whatever is missing or says something else', () => {
  const oddities = ['', '0', '-1', 'constructor', '__proto__', '\u0000', '\ud800', '9'.repeat(2000), '%%%', '[]']
  for (const name of captured) {
    for (const key of Object.keys(fieldsOf(name))) {
      for (const oddity of oddities) {
        for (const event of parseFields({ ...fieldsOf(name), [key]: oddity })) assertSound(event)
      }
    }
  }
})

function messageOf(name: string): Extract<InboundEvent, { kind: 'message' }> {
  const [event] = eventsOf(name)
  assert.ok(event?.kind === 'message', name)
  return event
}

function commandAndStanding(name: string): unknown {
  const standing = eventsOf(name).find((event) => event.kind === 'standing')
  assert.deepEqual(standing?.contact.addresses, standing && ['+15035550147'])
  return [messageOf(name).isAutomatic ?? false, standing?.standing ?? null]
}

function assertSound(event: InboundEvent): void {
  if (event.kind === 'ignored') return
  assert.ok(event.accountId !== '' && event.at === 0)
  if (event.kind === 'message') assert.ok(event.contact.addresses.every((address) => address !== ''))
}
