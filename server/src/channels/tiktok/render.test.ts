import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { markRead, typing } from './presence.ts'
import { render } from './render.ts'
import { account } from './testing.ts'

const to = 'AbC/dEf+123=='
const common = { business_id: '_000exampleBusiness', recipient_type: 'CONVERSATION', recipient: to }

test('writes text into the conversation, with the token by itself', () => {
  assert.deepEqual(render(exampleMessage({ to, replyTo: { providerId: '7439000111222333444', data: {} } }), account), {
    kind: 'request',
    method: 'POST',
    url: 'https://business-api.tiktok.com/open_api/v1.3/business/message/send/',
    headers: { 'access-token': 'act.example' },
    body: {
      kind: 'json',
      value: {
        ...common,
        message_type: 'TEXT',
        text: { body: 'Yes, we ship to Åland' },
        referenced_message_info: { referenced_message_id: '7439000111222333444' },
      },
    },
  })
})

test('leaves marks away, which TikTok would show as they are', () => {
  const request = render(exampleMessage({ to, text: '**Two** left: [here](https://shop.example/a)' }), account)
  assert.deepEqual(request.kind === 'request' && request.body.kind === 'json' && request.body.value, {
    ...common,
    message_type: 'TEXT',
    text: { body: 'Two left: here (https://shop.example/a)' },
  })
})

test('sends an image by its id, quoting nothing', () => {
  const replyTo = { providerId: '7439000111222333444', data: {} }
  const request = render(exampleMessage({ to, text: '', attachments: [examplePhoto], replyTo }), account)
  assert.deepEqual(request.kind === 'request' && request.body.kind === 'json' && request.body.value, {
    ...common,
    message_type: 'IMAGE',
    image: { media_id: examplePhoto.mediaId },
  })
})

test('refuses what TikTok would not take', () => {
  const refusals = [
    { to: 'user:7009988776655443322' },
    { to, text: ' ' },
    { to, text: 'x'.repeat(6001) },
    { to, text: 'a caption', attachments: [examplePhoto] },
    { to, text: '', attachments: [{ ...examplePhoto, mediaId: null }] },
    { to, text: '', attachments: [examplePhoto, examplePhoto] },
    { to, choices: [{ id: 'yes', title: 'Yes' }] },
    { to, template: { name: 'x', language: 'en', header: {}, body: {}, buttons: [] } },
  ].map((change) => render(exampleMessage(change), account))
  assert.deepEqual(
    refusals.map((refusal) => refusal.kind === 'refused' && refusal.code),
    [
      'invalid_recipient',
      'unsupported_content',
      'unsupported_content',
      'unsupported_content',
      'media_error',
      'unsupported_content',
      'unsupported_content',
      'template_error',
    ],
  )
})

test('tells that somebody writes and has read', () => {
  const actions = [typing(to, null, account), markRead(to, null, account)].map(({ request: { body } }) => body)
  assert.deepEqual(
    actions.map((body) => body.kind === 'json' && body.value),
    ['TYPING', 'MARK_READ'].map((action) => ({
      ...common,
      message_type: 'SENDER_ACTION',
      sender_action: action,
    })),
  )
})
