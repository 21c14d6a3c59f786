import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage, SentAttachment } from '../channel.ts'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { choiceIn } from './choice.ts'
import { capabilities, render } from './render.ts'
import { account, haruka as to } from './testing.ts'

const replyTo = { providerId: '532188990011223344', data: { quoteToken: 'q3Plxr4AgKd' } }

test('pushes under our own id, by which LINE knows a repetition', () => {
  assert.deepEqual(render(exampleMessage({ to }), account), {
    kind: 'request',
    method: 'POST',
    url: 'https://api.line.me/v2/bot/message/push',
    headers: {
      authorization: 'Bearer the-access-token-of-example-shop',
      'x-line-retry-key': '0199d5f0-0000-7000-8000-00000000000a',
    },
    body: { kind: 'json', value: { to, messages: [{ type: 'text', text: 'Yes, we ship to Åland' }] } },
  })
})

test('marks are taken out, where there is nothing to show them by', () => {
  const text = '**Two** left: [here](https://shop.example/a)'
  assert.deepEqual(bubblesOf({ text }), [{ type: 'text', text: 'Two left: here (https://shop.example/a)' }])
})

test('quotes by the token, where there is one', () => {
  assert.deepEqual(bubblesOf({ replyTo }), [{ type: 'text', text: 'Yes, we ship to Åland', quoteToken: 'q3Plxr4AgKd' }])
  assert.deepEqual(bubblesOf({ replyTo: { ...replyTo, data: {} } }), [{ type: 'text', text: 'Yes, we ship to Åland' }])
})

test('a picture goes behind its words and is its own preview; other files go as a link', () => {
  const { url } = examplePhoto
  assert.deepEqual(bubblesOf({ text: 'Look', attachments: [examplePhoto] }), [
    { type: 'text', text: 'Look' },
    { type: 'image', originalContentUrl: url, previewImageUrl: url },
  ])
  const link = (name: string): unknown => [{ type: 'text', text: `${name}\n${url}` }]
  assert.deepEqual(fileOf({ size: 1024 * 1024 + 1 }), link('front.jpg'))
  assert.deepEqual(fileOf({ type: 'image/webp' }), link('front.jpg'))
  assert.deepEqual(fileOf({ name: 'clip.mp4', type: 'video/mp4' }), link('clip.mp4'))
  assert.deepEqual(fileOf({ name: 'invoice.pdf', type: 'application/pdf' }), link('invoice.pdf'))
  assert.deepEqual(fileOf({ name: 'a.ogg', type: 'audio/ogg; codecs=opus' }), link('a.ogg'))
})

test('sound says how long it is, as far as its size tells', () => {
  assert.deepEqual(fileOf({ type: 'audio/mpeg', size: 160_000 }), [
    { type: 'audio', originalContentUrl: examplePhoto.url, duration: 10_000 },
  ])
})

test('quick replies stand beside the last bubble and bring back what was on them', () => {
  const choices = [{ id: 'yes', title: 'Yes, please & thanks' }]
  const bubbles = bubblesOf({ choices, attachments: [examplePhoto] })
  assert.equal(Object(bubbles[0]).quickReply, undefined)
  const [item] = Object(bubbles[1]).quickReply.items
  const { data, ...action } = item.action
  assert.deepEqual(action, { type: 'postback', label: 'Yes, please & thanks', displayText: 'Yes, please & thanks' })
  assert.deepEqual(choiceIn(data), choices[0])

  const long = { id: 'a'.repeat(64), title: '長'.repeat(80) }
  const [{ quickReply }] = [Object(bubblesOf({ choices: [{ ...long, title: '長'.repeat(20) }] })[0])]
  assert.ok(quickReply.items[0].action.data.length <= 300)
})

test('refuses what LINE would not take', () => {
  const choice = { id: 'a', title: 'a' }
  const cases: readonly (readonly [change: Partial<OutboundMessage>, code: string])[] = [
    [{ to: 'Haruka' }, 'invalid_recipient'],
    [{ to: 'Ca56f94637c00000000000000000000000' }, 'invalid_recipient'],
    [{ text: ' ' }, 'unsupported_content'],
    [{ text: 'a'.repeat(capabilities.text.max + 1) }, 'unsupported_content'],
    [{ template: { name: 'a', language: 'en', header: {}, body: {}, buttons: [] } }, 'unsupported_content'],
    [{ choices: Array(14).fill(choice) }, 'unsupported_content'],
    [{ choices: [{ id: 'a', title: 'a'.repeat(21) }] }, 'unsupported_content'],
    [{ attachments: [{ ...examplePhoto, url: null }] }, 'media_error'],
    [{ attachments: [examplePhoto, examplePhoto] }, 'media_error'],
  ]
  for (const [change, code] of cases) {
    const refusal = render(exampleMessage({ to, ...change }), account)
    assert.equal(refusal.kind === 'refused' && refusal.code, code, JSON.stringify(change).slice(0, 100))
  }
})

function fileOf(change: Partial<SentAttachment>): readonly unknown[] {
  return bubblesOf({ text: '', attachments: [{ ...examplePhoto, ...change }] })
}

function bubblesOf(change: Partial<OutboundMessage>): readonly unknown[] {
  const request = render(exampleMessage({ to, ...change }), account)
  assert.ok(request.kind === 'request' && request.body.kind === 'json')
  return Object(request.body.value).messages
}
