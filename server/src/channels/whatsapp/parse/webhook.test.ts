import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { InboundEvent, WebhookRequest } from '../../channel.ts'
import type { Bag } from '../read.ts'
import { parse } from './webhook.ts'

const mara = {
  addresses: ['447700900001', 'GB.1357924680112233'],
  matchKeys: [],
  name: 'Mara Muster',
  phone: '+447700900001',
}
const stamp = { accountId: '100000000000001', at: 1_794_567_890_000 }
const nothingElse = { content: {}, attachments: [], replyToProviderId: null }

test('reads text with everything the provider escapes', () => {
  assert.deepEqual(events('text'), [
    {
      kind: 'message',
      ...stamp,
      providerId: 'wamid.TXT1',
      author: 'contact',
      contact: mara,
      message: { kind: 'text', text: 'Grüße! Do you ship to Åland? 📦 https://shop.example/a/b', ...nothingElse },
    },
  ])
})

test('reads what a message answers', () => {
  assert.deepEqual(said('reply'), {
    ...nothingElse,
    kind: 'text',
    text: 'Yes, that one',
    replyToProviderId: 'wamid.OUT1',
  })
})

test('does not take a forwarded message for an answer', () => {
  const forwarded = said('forwarded')
  assert.deepEqual(forwarded.content, { isForwarded: true })
  assert.equal(forwarded.replyToProviderId, null)
})

test('reads the product a question is about', () => {
  assert.deepEqual(said('product-enquiry').content.choice, {
    id: 'SKU-7',
    title: '',
    data: { catalog_id: '300000000000001', product_retailer_id: 'SKU-7' },
  })
})

test('reads the advertisement somebody came from', () => {
  assert.deepEqual(said('referral').content.referral, {
    url: 'https://fb.example/3cr4',
    headline: 'Winter jackets',
    sourceId: '120000000000000001',
  })
})

test('reads pictures, documents, voice notes, videos and stickers', () => {
  const nothing = { name: null, isVoice: false }
  const media = ['image', 'document', 'voice', 'video', 'sticker'].map((name) => said(name))

  assert.deepEqual(
    media.map(({ kind, text }) => [kind, text]),
    [
      ['image', 'This is the broken part'],
      ['document', 'invoice'],
      ['audio', ''],
      ['video', ''],
      ['sticker', ''],
    ],
  )
  assert.deepEqual(
    media.flatMap(({ attachments }) => attachments),
    [
      { ...nothing, mediaId: '1003383421387256', type: 'image/jpeg' },
      { ...nothing, mediaId: '1003383421387300', type: 'application/pdf', name: 'Rechnung März.pdf' },
      { ...nothing, mediaId: '1003383421387301', type: 'audio/ogg', isVoice: true },
      { ...nothing, mediaId: '1003383421387303', type: 'video/mp4' },
      { ...nothing, mediaId: '1003383421387302', type: 'image/webp' },
    ],
  )
})

test('reads a place', () => {
  const location = { latitude: 60.0973, longitude: 19.9348, name: 'Mariehamn Harbour', address: 'Example Street 8' }
  assert.deepEqual(said('location'), { ...nothingElse, kind: 'location', text: '', content: { location } })
})

test('reads contact cards with most of them missing', () => {
  assert.deepEqual(said('contacts').content.contacts, [
    {
      name: 'Per Exempel',
      phones: [
        { phone: '+44 7700 900002', type: 'CELL' },
        { phone: '+447700900003', type: null },
      ],
      emails: [{ email: 'per@example.net', type: 'WORK' }],
    },
    { name: 'Ada Beispiel', phones: [], emails: [] },
  ])
})

test('reads a reaction, and both ways of taking it back', () => {
  const reaction = { kind: 'reaction', ...stamp, contact: mara, targetProviderId: 'wamid.OUT1' }
  assert.deepEqual(events('reaction'), [{ ...reaction, emoji: '👍' }])
  assert.deepEqual(events('reaction-removed'), [
    { ...reaction, emoji: null },
    { ...reaction, emoji: null },
  ])
})

test('reads what was chosen: a quick reply, a button, a row, a permission to call', () => {
  assert.deepEqual(said('button'), {
    kind: 'interactive',
    text: 'Stop promotions',
    content: { choice: { id: 'stop-promotions', title: 'Stop promotions' } },
    attachments: [],
    replyToProviderId: 'wamid.OUTTPL',
  })
  assert.deepEqual(said('button-reply').content.choice, { id: 'csat_5', title: 'Very good' })
  assert.deepEqual(said('list-reply').content.choice, { id: 'dept_sales', title: 'Sales' })
  assert.deepEqual(said('call-permission-reply').content.choice, {
    id: 'call_permission_reply',
    title: 'accept',
    data: {
      response: 'accept',
      is_permanent: false,
      expiration_timestamp: 1795176800,
      response_source: 'user_action',
    },
  })
})

test('reads the answers of a form', () => {
  assert.deepEqual(said('form-reply').content.choice, {
    id: 'flow',
    title: 'Sent',
    data: { flow_token: 'conv-81', size: 'M' },
  })
})

test('writes an order out, a line for each product', () => {
  const order = said('order')
  assert.equal(order.kind, 'interactive')
  assert.equal(order.text, 'For Friday please\n2 × SKU-7 (19.9 EUR)\n1 × SKU-8')
  assert.equal(order.content.choice?.id, 'order')
})

test('keeps what it cannot show, by name', () => {
  const unsupported = events('unsupported').map((event) => (event.kind === 'message' ? event.message : null))
  assert.deepEqual(
    unsupported.map((message) => [message?.kind, message?.content.unsupported]),
    [
      ['unsupported', 'poll_creation'],
      ['unsupported', 'Media download error'],
      ['unsupported', 'hologram'],
    ],
  )
})

test('reads edits of text and of captions, and deletions', () => {
  assert.deepEqual(events('edit'), [
    { kind: 'edit', ...stamp, targetProviderId: 'wamid.TXT2', text: 'Yes, the blue one' },
  ])
  assert.deepEqual(events('edit-caption'), [
    { kind: 'edit', ...stamp, targetProviderId: 'wamid.IMG1', text: 'The other part' },
  ])
  assert.deepEqual(events('revoke'), [{ kind: 'deletion', ...stamp, targetProviderId: 'wamid.TXT2' }])
})

test('links somebody to their new number and new id', () => {
  const change = { kind: 'address_change', ...stamp, at: 1_794_567_965_000, oldAddress: '447700900001' }
  assert.deepEqual(events('number-changed'), [
    { ...change, newAddress: '447700900009' },
    { ...change, newAddress: 'GB.9988776655443322' },
  ])
})

test('knows people who hide their number, by the id they have with this business', () => {
  assert.deepEqual(contact('username-only'), {
    addresses: ['SE.2468013579113355'],
    matchKeys: [],
    name: 'testa.t',
    phone: null,
  })
})

test('takes two spellings of a Brazilian number for one person', () => {
  assert.deepEqual(contact('brazil'), {
    addresses: ['551187654321', '5511987654321'],
    matchKeys: [],
    name: 'Ana Exemplo',
    phone: '+5511987654321',
  })
})

test('reads what was written on the phone as the business’s own, to the contact', () => {
  const [first, second, third] = events('echoes')
  assert.deepEqual(first, {
    kind: 'message',
    ...stamp,
    at: 1_794_567_970_000,
    providerId: 'wamid.ECHO1',
    author: 'member',
    contact: { ...mara, name: null },
    message: { ...nothingElse, kind: 'text', text: 'I will check and come back' },
  })
  assert.deepEqual(second, {
    kind: 'deletion',
    ...stamp,
    at: 1_794_567_971_000,
    targetProviderId: 'wamid.ECHO1',
  })
  assert.deepEqual(third, { kind: 'ignored', what: 'reaction of the business' })
})

test('reads statuses with our own id where it comes back', () => {
  const status = { kind: 'status', ...stamp, at: 1_794_568_000_000, providerId: 'wamid.OUT1', error: null }
  assert.deepEqual(events('statuses'), [
    { ...status, messageId: 'm-1', status: 'sent' },
    { ...status, messageId: 'm-1', status: 'delivered' },
    { ...status, messageId: 'm-1', status: 'read' },
    { ...status, messageId: null, status: 'played' },
    { kind: 'ignored', what: 'status: warning' },
    { kind: 'ignored', what: 'status in a group' },
  ])
})

test('says why a message failed, even when the provider does not', () => {
  const [first, second] = events('status-failed')
  assert.deepEqual(first?.kind === 'status' && [first.messageId, first.status, first.error], [
    'm-5',
    'failed',
    {
      code: 'window_closed',
      detail:
        '131047: Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    },
  ])
  assert.deepEqual(second?.kind === 'status' && second.error, { code: 'unknown', detail: 'no reason given' })
})

test('walks all entries, changes, messages and statuses in their order', () => {
  const batch = events('batch')
  assert.deepEqual(
    batch.map((event) => (event.kind === 'message' ? [event.providerId, event.contact.name] : event.kind)),
    [['wamid.B1', 'Mara Muster'], ['wamid.B2', 'Ada Beispiel'], 'status', ['wamid.B3', 'Tom Test'], 'ignored'],
  )
  assert.deepEqual(
    batch.map((event) => (event.kind === 'ignored' ? event.what : event.accountId)),
    ['100000000000001', '100000000000001', '100000000000001', '100000000000002', 'field: account_update'],
  )
})

test('names what it ignores', () => {
  const names = ['group', 'request-welcome', 'identity-changed', 'call', 'call-status', 'template-rejected']
  assert.deepEqual(
    [...names, 'account-error'].flatMap((name) => events(name)),
    [
      'message in a group',
      'request_welcome',
      'system message: customer_identity_changed',
      'field: calls',
      'status of a call',
      'field: message_template_status_update',
      'error of the account: 131000',
    ].map((what) => ({ kind: 'ignored', what })),
  )
})

test('ignores messages without an id or a sender, and other objects', () => {
  assert.deepEqual(parsed({ object: 'page', entry: [] }), [{ kind: 'ignored', what: 'object: page' }])
  assert.deepEqual(parsedMessage({ id: 'wamid.X', type: 'text', text: { body: 'hi' } }), [
    { kind: 'ignored', what: 'message without a sender' },
  ])
  assert.deepEqual(parsedMessage({ from: '447700900001', type: 'text', text: { body: 'hi' } }), [
    { kind: 'ignored', what: 'message without an id' },
  ])
})

test('takes the channel’s own number when the payload names none, and 0 for a nonsense time', () => {
  const [event] = parsedMessage({ from: 447700900001, id: 'wamid.X', timestamp: 'soon', type: 'text', text: {} })
  assert.deepEqual(
    event?.kind === 'message' && [event.accountId, event.at, event.message.kind, event.contact.addresses],
    ['100000000000001', 0, 'unsupported', ['447700900001']],
  )
})

test('drops what a database refuses', () => {
  const [event] = parsedMessage({
    from: '447700900001',
    id: 'wamid.X',
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { body: 'a\u0000b', response_json: '{"k\\u0000":["\\ud800","x"]}' } },
  })
  assert.deepEqual(event?.kind === 'message' && event.message.content.choice, {
    id: 'flow',
    title: 'ab',
    data: { k: ['\ufffd', 'x'] },
  })
})

test('refuses what is not JSON, which the provider never sends', () => {
  assert.throws(() => parse(request(new TextEncoder().encode('{"object":')), settings), SyntaxError)
})

test('never throws, whatever is missing, of another type or named like an inherited property', () => {
  const oddities: readonly unknown[] = [
    null,
    0,
    '',
    'constructor',
    '__proto__',
    [],
    {},
    [null],
    [[]],
    true,
    -1e308,
    'NaN',
  ]
  let count = 0

  for (const name of fixtures) {
    for (const path of pathsOf(payload(name))) {
      for (const oddity of oddities) {
        const twisted = payload(name)
        put(twisted, path, oddity)
        for (const event of parsed(twisted)) assertSound(event)
        count += 1
      }
    }
  }
  assert.ok(count > 5_000)
})

test('survives bottomless nesting', () => {
  const depth = 100_000
  const json = `${'['.repeat(depth)}${']'.repeat(depth)}`
  const [event] = parsedMessage({
    from: '447700900001',
    id: 'wamid.X',
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { response_json: json } },
  })
  assert.equal(event?.kind, 'message')
})

const settings = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000001',
  displayPhoneNumber: '+1 555 010 0001',
}

const folder = new URL('../fixtures/', import.meta.url)
const fixtures = readdirSync(folder).map((file) => file.replace('.json', ''))

function request(body: Uint8Array): WebhookRequest {
  return { method: 'POST', query: new URLSearchParams(), headers: new Headers(), body }
}

function parsed(value: unknown): readonly InboundEvent[] {
  return parse(request(new TextEncoder().encode(JSON.stringify(value))), settings)
}

function parsedMessage(message: object): readonly InboundEvent[] {
  return parsed({
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ field: 'messages', value: { messages: [message] } }] }],
  })
}

function events(name: string): readonly InboundEvent[] {
  return parse(request(readFileSync(new URL(`${name}.json`, folder))), settings)
}

function said(name: string): Extract<InboundEvent, { kind: 'message' }>['message'] {
  const [event] = events(name)
  assert.equal(event?.kind, 'message')
  return event.message
}

function contact(name: string): Extract<InboundEvent, { kind: 'message' }>['contact'] {
  const [event] = events(name)
  assert.equal(event?.kind, 'message')
  return event.contact
}

function payload(name: string): Bag {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))].filter(
    ({ length }) => length > 0,
  )
}

function put(value: unknown, [key = '', ...rest]: readonly string[], oddity: unknown): void {
  assert.ok(typeof value === 'object' && value !== null)
  if (rest.length === 0) {
    Reflect.set(value, key, oddity)
  } else {
    put(Reflect.get(value, key), rest, oddity)
  }
}

function assertSound(event: InboundEvent): void {
  if (event.kind === 'ignored') {
    assert.equal(typeof event.what, 'string')
    return
  }
  assert.ok(Number.isSafeInteger(event.at) && event.at >= 0)
  assert.ok(event.accountId !== '')
  if (event.kind === 'message' || event.kind === 'reaction') assert.ok(event.contact.addresses.length > 0)
}
