import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage } from '../channel.ts'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { render } from './render.ts'
import { account } from './testing.ts'

const to = '+15035550147'
const callback = ['StatusCallback', `${account.webhookUrl}?message=0199d5f0-0000-7000-8000-00000000000a`]

test('a text goes by form, from the number, with our id in the address for its statuses', () => {
  const request = render(exampleMessage({ to }), account)
  assert.deepEqual(request, {
    kind: 'request',
    method: 'POST',
    url: 'https://api.twilio.com/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json',
    headers: {
      authorization: `Basic ${btoa('AC0123456789abcdef0123456789abcdef:0f1e2d3c4b5a69788796a5b4c3d2e1f0')}`,
    },
    body: {
      kind: 'form',
      fields: [['To', to], ['From', '+12065550123'], ['Body', 'Yes, we ship to Åland'], callback],
    },
  })
})

test('a messaging service chooses the number', () => {
  const messagingServiceSid = 'MG0123456789abcdef0123456789abcdef'
  const withService = { ...account, settings: { ...account.settings, messagingServiceSid } }
  assert.deepEqual(fieldsOf({}, withService).slice(0, 2), [
    ['To', to],
    ['MessagingServiceSid', messagingServiceSid],
  ])
})

test('files go by their addresses, with or without words', () => {
  const photo = examplePhoto
  const second = { ...photo, url: 'https://desk.example.com/media/2' }
  assert.deepEqual(fieldsOf({ text: '', attachments: [photo, second] }).slice(2), [
    ['MediaUrl', photo.url],
    ['MediaUrl', second.url],
    callback,
  ])
  assert.deepEqual(fieldsOf({ attachments: [photo] })[2], ['Body', 'Yes, we ship to Åland'])
})

test('marks are taken out, where there is nothing to show them by', () => {
  const text = '**Two** left: [here](https://shop.example/a)'
  assert.deepEqual(fieldsOf({ text })[2], ['Body', 'Two left: here (https://shop.example/a)'])
})

test('short codes can be written to', () => {
  assert.equal(render(exampleMessage({ to: '24680' }), account).kind, 'request')
})

test('refuses what Twilio would not take', () => {
  const cases: readonly (readonly [change: Partial<OutboundMessage>, code: string])[] = [
    [{ to: 'ACMEPARCEL' }, 'invalid_recipient'],
    [{ to: '+0123' }, 'invalid_recipient'],
    [{ text: ' ' }, 'unsupported_content'],
    [{ text: 'a'.repeat(1601) }, 'unsupported_content'],
    [{ template: { name: 'a', language: 'en', header: {}, body: {}, buttons: [] } }, 'unsupported_content'],
    [{ attachments: Array(11).fill(examplePhoto) }, 'media_error'],
    [{ attachments: [{ ...examplePhoto, url: null }] }, 'media_error'],
    [{ attachments: [{ ...examplePhoto, size: 5 * 1024 * 1024 + 1 }] }, 'media_error'],
    [{ attachments: [{ ...examplePhoto, type: 'video/mp4', size: 500 * 1024 + 1 }] }, 'media_error'],
    [{ attachments: [1, 2].map(() => ({ ...examplePhoto, size: 3 * 1024 * 1024 })) }, 'media_error'],
  ]
  for (const [change, code] of cases) {
    const refusal = render(exampleMessage({ to, ...change }), account)
    assert.equal(refusal.kind === 'refused' && refusal.code, code, JSON.stringify(change).slice(0, 100))
  }
})

function fieldsOf(change: Partial<OutboundMessage>, by = account): readonly (readonly string[])[] {
  const request = render(exampleMessage({ to, ...change }), by)
  assert.ok(request.kind === 'request' && request.body.kind === 'form')
  return request.body.fields
}
