import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage } from '../channel.ts'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { render } from './render.ts'
import { account, linked } from './testing.ts'

const to = '1200000000000001'
const day = 24 * 60 * 60 * 1000
const { now } = exampleMessage({ to })

test('answers as the account, at Instagram’s own host', () => {
  assert.deepEqual(render(exampleMessage({ to }), account), {
    kind: 'request',
    method: 'POST',
    url: 'https://graph.instagram.com/v25.0/17840000000000201/messages',
    headers: { authorization: 'Bearer the-token' },
    body: { kind: 'json', value: { recipient: { id: to }, message: { text: 'Yes, we ship to Åland' } } },
  })
})

test('answers through the page, at Facebook’s host, with the page’s login', () => {
  const rendered = render(exampleMessage({ to }), linked)
  assert.equal(rendered.kind === 'request' && rendered.url, 'https://graph.facebook.com/v25.0/100000000000201/messages')
})

test('names media by their public address', () => {
  const sent = (type: string): unknown => value({ text: '', attachments: [{ ...examplePhoto, type }] }).message
  const as = (type: string): unknown => ({ attachment: { type, payload: { url: examplePhoto.url } } })
  assert.deepEqual(sent('image/jpeg'), as('image'))
  assert.deepEqual(sent('audio/x-m4a'), as('audio'))
  assert.deepEqual(sent('video/mp4'), as('video'))
  assert.deepEqual(sent('application/pdf'), as('file'))
})

test('answers a message, offers answers, and lets people answer late', () => {
  assert.deepEqual(
    value({
      replyTo: { providerId: 'aWdfTXT1', data: {} },
      choices: [{ id: 'm', title: 'Size M' }],
      last: { providerId: 'aWdfTXT1', data: {}, at: now - 2 * day },
    }),
    {
      recipient: { id: to },
      messaging_type: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
      message: {
        text: 'Yes, we ship to Åland',
        quick_replies: [{ content_type: 'text', title: 'Size M', payload: 'm' }],
      },
      reply_to: { mid: 'aWdfTXT1' },
    },
  )
})

test('refuses what Instagram would, counting bytes', () => {
  const code = (change: Partial<OutboundMessage>): unknown => {
    const rendered = render(exampleMessage({ to, ...change }), account)
    return rendered.kind === 'refused' && rendered.code
  }
  assert.equal(code({ text: 'ä'.repeat(500) }), false)
  assert.equal(code({ text: 'ä'.repeat(501) }), 'unsupported_content')
  assert.equal(code({ to: 'alva.example' }), 'invalid_recipient')
  const file = (change: Partial<typeof examplePhoto>): unknown =>
    code({ text: '', attachments: [{ ...examplePhoto, ...change }] })
  assert.equal(file({ type: 'application/zip' }), 'unsupported_content')
  assert.equal(file({ type: 'image/webp' }), 'unsupported_content')
  assert.equal(file({ size: 9 * 1024 * 1024 }), 'media_error')
  assert.equal(file({ url: null }), 'media_error')
  assert.equal(
    code({ template: { name: 'a', language: 'en', header: {}, body: {}, buttons: [] } }),
    'unsupported_content',
  )
})

function value(change: Partial<OutboundMessage>): Readonly<Record<string, unknown>> {
  const rendered = render(exampleMessage({ to, ...change }), account)
  assert.ok(rendered.kind === 'request' && rendered.body.kind === 'json')
  assert.ok(typeof rendered.body.value === 'object' && rendered.body.value !== null)
  return { ...rendered.body.value }
}
