import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage } from '../channel.ts'
import { exampleMessage, examplePhoto as photo } from '../testing/example.ts'
import { render } from './render.ts'
import { account } from './testing.ts'

const plain = exampleMessage({ to: '447700900001' })
const order = { name: 'order_update', language: 'en_US', header: {}, body: {}, buttons: [] }

test('sends text to a number, with our id to be given back', () => {
  assert.deepEqual(render(plain, account), {
    kind: 'request',
    method: 'POST',
    url: 'https://graph.facebook.com/v25.0/100000000000001/messages',
    headers: { authorization: 'Bearer the-token' },
    body: {
      kind: 'json',
      value: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+447700900001',
        biz_opaque_callback_data: plain.id,
        type: 'text',
        text: { body: 'Yes, we ship to Åland' },
      },
    },
  })
})

test('shows a preview of a link', () => {
  const text = 'See https://shop.example/shipping'
  assert.deepEqual(sent({ text }).text, { preview_url: true, body: text })
})

test('answers a message', () => {
  assert.deepEqual(sent({ replyTo: { providerId: 'wamid.TXT2', data: {} } }).context, { message_id: 'wamid.TXT2' })
})

test('writes to a user id where there is no number', () => {
  const { to, recipient } = sent({ to: 'SE.2468013579113355' })
  assert.deepEqual([to, recipient], [undefined, 'SE.2468013579113355'])
})

test('refuses an address that is neither', () => {
  assert.equal(refusal({ to: 'mara@example.net' }), 'invalid_recipient')
  assert.equal(refusal({ to: '' }), 'invalid_recipient')
})

test('refuses text that is empty or too long', () => {
  assert.equal(refusal({ text: ' \n' }), 'unsupported_content')
  assert.equal(refusal({ text: 'a'.repeat(4097) }), 'unsupported_content')
  assert.equal(sent({ text: 'a'.repeat(4096) }).type, 'text')
})

test('sends a picture with its caption', () => {
  assert.deepEqual(sent({ attachments: [photo], text: 'Front view' }).image, {
    id: photo.mediaId,
    caption: 'Front view',
  })
  assert.deepEqual(sent({ attachments: [photo], text: '' }).image, { id: photo.mediaId })
  assert.equal(refusal({ attachments: [photo], text: 'a'.repeat(1025) }), 'unsupported_content')
})

test('refuses an attachment that was not uploaded', () => {
  assert.equal(refusal({ attachments: [{ ...photo, mediaId: null }] }), 'media_error')
})

test('chooses by type and size how a file is shown', () => {
  const megabyte = 1024 * 1024
  const shown: readonly [name: string, type: string, size: number, text: string, kind: string][] = [
    ['front.png', 'image/png', 5 * megabyte, '', 'image'],
    ['front.png', 'image/png', 5 * megabyte + 1, '', 'document'],
    ['front.gif', 'image/gif', 1000, '', 'document'],
    ['film.mp4', 'video/mp4', 16 * megabyte, 'look', 'video'],
    ['film.mp4', 'video/mp4', 16 * megabyte + 1, 'look', 'document'],
    ['film.mov', 'video/quicktime', 1000, '', 'document'],
    ['song.m4a', 'audio/x-m4a', 1000, '', 'audio'],
    ['song.mp3', 'audio/mpeg', 1000, '', 'audio'],
    ['song.mp3', 'audio/mpeg', 1000, 'a caption', 'document'],
    ['note.ogg', 'audio/ogg; codecs=opus', 1000, '', 'audio'],
    ['note.webm', 'audio/webm', 1000, '', 'document'],
    ['STK-20260314-WA0007.webp', 'image/webp', 1000, '', 'sticker'],
    ['STK-20260314-WA0007.webp', 'image/webp', 100 * 1024 + 1, '', 'document'],
    ['product.webp', 'image/webp', 1000, '', 'document'],
    ['invoice.pdf', 'application/pdf', 50 * megabyte, '', 'document'],
  ]
  for (const [name, type, size, text, kind] of shown) {
    assert.equal(sent({ attachments: [{ ...photo, name, type, size }], text }).type, kind, `${name} of ${size}`)
  }
})

test('gives documents their name, and voice notes their waveform', () => {
  const invoice = { ...photo, name: 'invoice.pdf', type: 'application/pdf' }
  assert.deepEqual(sent({ attachments: [invoice], text: '' }).document, { id: photo.mediaId, filename: 'invoice.pdf' })

  const note = { ...photo, name: 'note.ogg', type: 'audio/ogg', isVoice: true }
  assert.deepEqual(sent({ attachments: [note], text: '' }).audio, { id: photo.mediaId, voice: true })
  assert.deepEqual(sent({ attachments: [{ ...note, type: 'audio/mpeg' }], text: '' }).audio, { id: photo.mediaId })
})

test('fills in a template by position', () => {
  const template = {
    ...order,
    header: { '1': '5512' },
    body: { '2': 'on its way', '1': 'Mara' },
    buttons: [{ '1': '5512' }, {}, { payload: 'talk_5512' }, { coupon_code: 'SAVE20' }],
  }
  assert.deepEqual(sent({ template }).template, {
    name: 'order_update',
    language: { code: 'en_US' },
    components: [
      { type: 'header', parameters: [{ type: 'text', text: '5512' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Mara' },
          { type: 'text', text: 'on its way' },
        ],
      },
      { type: 'button', index: '0', sub_type: 'url', parameters: [{ type: 'text', text: '5512' }] },
      { type: 'button', index: '2', sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: 'talk_5512' }] },
      {
        type: 'button',
        index: '3',
        sub_type: 'copy_code',
        parameters: [{ type: 'coupon_code', coupon_code: 'SAVE20' }],
      },
    ],
  })
})

test('fills in a template by name', () => {
  assert.deepEqual(components({ body: { first_name: 'Mara' } }), [
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Mara' }] },
  ])
})

test('leaves a template without parameters alone', () => {
  assert.deepEqual(sent({ template: order }).template, { name: 'order_update', language: { code: 'en_US' } })
})

test('puts the attachment, an address or a place into a template’s header', () => {
  const invoice = { ...photo, name: 'invoice.pdf', type: 'application/pdf' }
  const withFile = sent({ template: order, attachments: [invoice] }).template
  assert.deepEqual(withFile, {
    name: 'order_update',
    language: { code: 'en_US' },
    components: [
      {
        type: 'header',
        parameters: [{ type: 'document', document: { id: photo.mediaId, filename: 'invoice.pdf' } }],
      },
    ],
  })
  assert.deepEqual(components({ header: { image: 'https://shop.example/a.jpg' } }), [
    { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/a.jpg' } }] },
  ])
  assert.deepEqual(components({ header: { document: 'Invoice' } }), [
    { type: 'header', parameters: [{ type: 'text', parameter_name: 'document', text: 'Invoice' }] },
  ])
  assert.deepEqual(components({ header: { latitude: '60.1', longitude: '19.9', name: 'Shop', address: '' } }), null)
  assert.deepEqual(components({ header: { latitude: '60.1', longitude: '19.9', name: 'Shop' } }), [
    {
      type: 'header',
      parameters: [{ type: 'location', location: { latitude: '60.1', longitude: '19.9', name: 'Shop' } }],
    },
  ])
})

test('takes line breaks, tabs and long gaps out of parameters', () => {
  assert.deepEqual(components({ body: { '1': ' one \r\n two\tthree     four ' } }), [
    { type: 'body', parameters: [{ type: 'text', text: 'one two three   four' }] },
  ])
})

test('refuses parameters that are empty, mixed or not whole', () => {
  const templates = [
    { ...order, body: { '1': ' \n ' } },
    { ...order, body: { '1': 'a', name: 'b' } },
    { ...order, body: { '1': 'a', '3': 'b' } },
    { ...order, buttons: [{ '1': 'a', '2': 'b' }] },
  ]
  for (const template of templates) assert.equal(refusal({ template }), 'template_error')
})

function sent(change: Partial<OutboundMessage>): Record<string, unknown> {
  const request = render({ ...plain, ...change }, account)
  assert.ok(request.kind === 'request' && request.body.kind === 'json')
  return { ...Object(request.body.value) }
}

function components(template: Partial<NonNullable<OutboundMessage['template']>>): unknown {
  const request = render({ ...plain, template: { ...order, ...template } }, account)
  return request.kind === 'request' && request.body.kind === 'json'
    ? Object(request.body.value).template.components
    : null
}

function refusal(change: Partial<OutboundMessage>): string | null {
  const request = render({ ...plain, ...change }, account)
  return request.kind === 'refused' ? request.code : null
}
