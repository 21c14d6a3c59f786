import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage } from '../channel.ts'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { render } from './render.ts'
import { account } from './testing.ts'

const to = '6000000000000001'
const hour = 60 * 60 * 1000
const { id, now } = exampleMessage({ to })

test('answers with text that brings our id back', () => {
  assert.deepEqual(render(exampleMessage({ to }), account), {
    kind: 'request',
    method: 'POST',
    url: 'https://graph.facebook.com/v25.0/100000000000201/messages',
    headers: { authorization: 'Bearer the-token' },
    body: {
      kind: 'json',
      value: {
        recipient: { id: to },
        messaging_type: 'RESPONSE',
        message: { text: 'Yes, we ship to Åland', metadata: id },
      },
    },
  })
})

test('shows text as plain as Messenger does', () => {
  const text = '**Yes**, see [the map](https://shop.example/map)'
  assert.deepEqual(value({ text }).message, { text: 'Yes, see the map (https://shop.example/map)', metadata: id })
})

test('answers a message, and offers answers', () => {
  const replyTo = { providerId: 'm_TXT2', data: {} }
  assert.deepEqual(value({ replyTo }).reply_to, { mid: 'm_TXT2' })
  assert.deepEqual(value({ choices: [{ id: 'yes', title: 'Yes' }] }).message, {
    text: 'Yes, we ship to Åland',
    quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'yes' }],
    metadata: id,
  })
})

test('shows pictures, plays sound and film, and sends the rest as files', () => {
  const sent = (type: string, size = 1000): unknown =>
    value({ text: '', attachments: [{ ...examplePhoto, type, size }] }).message
  const as = (type: string): unknown => ({
    attachment: { type, payload: { attachment_id: '1013859600285441' } },
    metadata: id,
  })
  assert.deepEqual(sent('image/jpeg'), as('image'))
  assert.deepEqual(sent('image/jpeg', 9 * 1024 * 1024), as('file'))
  assert.deepEqual(sent('image/svg+xml'), as('file'))
  assert.deepEqual(sent('audio/ogg; codecs=opus'), as('audio'))
  assert.deepEqual(sent('video/mp4'), as('video'))
  assert.deepEqual(sent('application/pdf'), as('file'))
})

test('lets people answer for seven days where the app was granted it, and nobody else', () => {
  const late = { providerId: 'm_TXT1', data: {}, at: now - 25 * hour }
  const tagged = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
  const inTime = { messaging_type: 'RESPONSE' }
  const type = (change: Partial<OutboundMessage>, hasHumanAgent = true): unknown => {
    const { messaging_type, tag } = value(change, hasHumanAgent)
    return tag === undefined ? { messaging_type } : { messaging_type, tag }
  }
  assert.deepEqual(type({ last: late }), tagged)
  assert.deepEqual(type({ last: { ...late, at: now - 23 * hour } }), inTime)
  assert.deepEqual(type({ last: { ...late, at: now - 8 * 24 * hour } }), inTime)
  assert.deepEqual(type({ last: late }, false), inTime)
  assert.deepEqual(type({ last: late, author: { type: 'system', name: 'Example Shop' } }), inTime)
})

test('refuses what Messenger would', () => {
  const code = (change: Partial<OutboundMessage>): unknown => {
    const rendered = render(exampleMessage({ to, ...change }), account)
    return rendered.kind === 'refused' && rendered.code
  }
  assert.equal(code({ to: 'mara' }), 'invalid_recipient')
  assert.equal(code({ text: ' \n' }), 'unsupported_content')
  assert.equal(code({ text: '📦'.repeat(2001) }), 'unsupported_content')
  assert.equal(code({ text: '📦'.repeat(2000) }), false)
  assert.equal(code({ text: 'with words', attachments: [examplePhoto] }), 'unsupported_content')
  assert.equal(code({ text: '', attachments: [examplePhoto, examplePhoto] }), 'unsupported_content')
  assert.equal(code({ text: '', attachments: [{ ...examplePhoto, mediaId: null }] }), 'media_error')
  assert.equal(
    code({ template: { name: 'a', language: 'en', header: {}, body: {}, buttons: [] } }),
    'unsupported_content',
  )
  const choice = { id: 'a', title: 'A' }
  assert.equal(code({ choices: Array.from({ length: 14 }, () => choice) }), 'unsupported_content')
  assert.equal(code({ choices: [{ ...choice, title: 'a'.repeat(21) }] }), 'unsupported_content')
})

function value(change: Partial<OutboundMessage>, hasHumanAgent = true): Readonly<Record<string, unknown>> {
  const settings = { ...account.settings, hasHumanAgent }
  const rendered = render(exampleMessage({ to, ...change }), { ...account, settings })
  assert.ok(rendered.kind === 'request' && rendered.body.kind === 'json')
  assert.ok(typeof rendered.body.value === 'object' && rendered.body.value !== null)
  return { ...rendered.body.value }
}
