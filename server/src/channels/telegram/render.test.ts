import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage, SentAttachment } from '../channel.ts'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { render } from './render.ts'
import { account } from './testing.ts'

const token = '7000112233:AAInventedTokenOfNoUse_0123456789abc'
const photo = { ...examplePhoto, mediaId: null }

test('sends text as it is when nothing in it is marked', () => {
  assert.deepEqual(render(message({ text: 'a < b & "c"' }), account), {
    kind: 'request',
    method: 'POST',
    url: `https://api.telegram.org/bot${token}/sendMessage`,
    headers: {},
    body: { kind: 'json', value: { chat_id: '5528190347', text: 'a < b & "c"' } },
  })
})

test('writes our marks in the provider’s own', () => {
  const sent = sentBy(message({ text: '**Hello _Mara_** <3 [list](https://shop.example/?a=1&b="2") `a**b`' }))
  assert.deepEqual(
    [sent.text, sent.parse_mode],
    [
      '<b>Hello </b><b><i>Mara</i></b> &lt;3 <a href="https://shop.example/?a=1&amp;b=&quot;2&quot;">list</a> <code>a**b</code>',
      'HTML',
    ],
  )
})

test('writes plain text when it could not be read twice', () => {
  const text = '**Hello** [list](https://shop.example/)'
  assert.equal(sentBy(message({ text, tries: 2 })).parse_mode, 'HTML')
  const sent = sentBy(message({ text, tries: 3 }))
  assert.deepEqual([sent.text, sent.parse_mode], ['Hello list (https://shop.example/)', undefined])
})

test('answers a message, and offers choices', () => {
  const sent = sentBy(
    message({
      replyTo: { providerId: '5528190347:1825', data: {} },
      choices: [
        { id: 'csat:81:5', title: '👍' },
        { id: 'csat:81:1', title: '👎' },
      ],
    }),
  )
  assert.deepEqual(sent.reply_parameters, { message_id: 1825, allow_sending_without_reply: true })
  assert.deepEqual(sent.reply_markup, {
    inline_keyboard: [[{ text: '👍', callback_data: 'csat:81:5' }], [{ text: '👎', callback_data: 'csat:81:1' }]],
  })
})

test('quotes nothing of another chat, and no tap on a button', () => {
  for (const providerId of ['5528190347:choice:7', '99:1825', '5528190347:1825:Qk9P', 'nonsense']) {
    assert.equal(sentBy(message({ replyTo: { providerId, data: {} } })).reply_parameters, undefined, providerId)
  }
})

test('answers for the business account that was written to', () => {
  const last = { providerId: '5528190347:311:Qk9P', data: { connection: 'Qk9P' }, at: 0 }
  const sent = sentBy(message({ last, replyTo: { providerId: '5528190347:311:Qk9P', data: {} } }))
  assert.equal(sent.business_connection_id, 'Qk9P')
  assert.deepEqual(sent.reply_parameters, { message_id: 311, allow_sending_without_reply: true })
})

test('sends each file by the method and in the field that are its own', () => {
  const files: readonly (readonly [change: Partial<SentAttachment>, method: string, field: string])[] = [
    [{}, 'sendPhoto', 'photo'],
    [{ type: 'image/png' }, 'sendPhoto', 'photo'],
    [{ size: 11 * 1024 * 1024 }, 'sendDocument', 'document'],
    [{ type: 'image/webp' }, 'sendDocument', 'document'],
    [{ type: 'image/gif' }, 'sendAnimation', 'animation'],
    [{ type: 'video/mp4' }, 'sendVideo', 'video'],
    [{ type: 'video/webm' }, 'sendDocument', 'document'],
    [{ type: 'audio/ogg; codecs=opus', isVoice: true }, 'sendVoice', 'voice'],
    [{ type: 'audio/ogg' }, 'sendDocument', 'document'],
    [{ type: 'audio/x-m4a' }, 'sendAudio', 'audio'],
    [{ type: 'application/pdf' }, 'sendDocument', 'document'],
  ]
  for (const [change, method, field] of files) {
    const file = { ...photo, ...change }
    const request = render(message({ attachments: [file] }), account)
    assert.ok(request.kind === 'request' && request.body.kind === 'multipart')
    assert.deepEqual(
      [request.url, request.body.fileField, request.body.file],
      [`https://api.telegram.org/bot${token}/${method}`, field, file],
    )
  }
})

test('writes what surrounds a file as a form does', () => {
  const request = render(
    message({
      text: 'The **front**',
      attachments: [photo],
      replyTo: { providerId: '5528190347:7', data: {} },
      choices: [{ id: 'yes', title: 'Yes' }],
    }),
    account,
  )
  assert.ok(request.kind === 'request' && request.body.kind === 'multipart')
  assert.deepEqual(request.body.fields, {
    chat_id: '5528190347',
    caption: 'The <b>front</b>',
    parse_mode: 'HTML',
    reply_parameters: '{"message_id":7,"allow_sending_without_reply":true}',
    reply_markup: '{"inline_keyboard":[[{"text":"Yes","callback_data":"yes"}]]}',
  })
  const bare = render(message({ text: '', attachments: [photo] }), account)
  assert.ok(bare.kind === 'request' && bare.body.kind === 'multipart')
  assert.deepEqual(bare.body.fields, { chat_id: '5528190347' })
})

test('counts text without its marks', () => {
  assert.equal(render(message({ text: `**${'a'.repeat(4096)}**` }), account).kind, 'request')
  assert.equal(codeOf({ text: 'a'.repeat(4097) }), 'unsupported_content')
  assert.equal(codeOf({ text: 'a'.repeat(1025), attachments: [photo] }), 'unsupported_content')
})

test('refuses what the provider would', () => {
  const wrong: readonly (readonly [change: Partial<OutboundMessage>, code: string])[] = [
    [{ to: '@mara_muster' }, 'invalid_recipient'],
    [{ to: '' }, 'invalid_recipient'],
    [{ text: ' \n' }, 'unsupported_content'],
    [{ template: { name: 'back', language: 'en', header: {}, body: {}, buttons: [] } }, 'unsupported_content'],
    [{ choices: [{ id: 'ä'.repeat(33), title: 'Long' }] }, 'unsupported_content'],
    [{ choices: [{ id: 'a', title: ' ' }] }, 'unsupported_content'],
    [{ choices: [{ id: 'a', title: 'a'.repeat(65) }] }, 'unsupported_content'],
    [{ attachments: [photo, photo] }, 'unsupported_content'],
    [{ attachments: [{ ...photo, size: 0 }] }, 'media_error'],
    [{ attachments: [{ ...photo, size: 50 * 1024 * 1024 + 1 }] }, 'media_error'],
  ]
  for (const [change, code] of wrong) assert.equal(codeOf(change), code, JSON.stringify(change))
})

function message(change: Partial<OutboundMessage>): OutboundMessage {
  return exampleMessage({ to: '5528190347', ...change })
}

function codeOf(change: Partial<OutboundMessage>): string | null {
  const rendered = render(message(change), account)
  return rendered.kind === 'refused' ? rendered.code : null
}

function sentBy(sent: OutboundMessage): Record<string, unknown> {
  const request = render(sent, account)
  assert.ok(request.kind === 'request' && request.body.kind === 'json')
  return Object.fromEntries(Object.entries(Object(request.body.value)))
}
