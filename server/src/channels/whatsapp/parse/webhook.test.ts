import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent } from '../../inbound.ts'
import { eventsOf, parseValue } from './testing.ts'

const mara = {
  addresses: ['447700900001', 'GB.1357924680112233'],
  matchKeys: [],
  name: 'Mara Muster',
  phone: '+447700900001',
}
const stamp = { accountId: '100000000000001', at: 1_794_567_890_000 }
const nothingElse = { content: {}, attachments: [], replyToProviderId: null }

test('reads text with everything the provider escapes', () => {
  assert.deepEqual(eventsOf('text'), [
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
  assert.deepEqual(eventsOf('reaction'), [{ ...reaction, emoji: '👍' }])
  assert.deepEqual(eventsOf('reaction-removed'), [
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
  const unsupported = eventsOf('unsupported').map((event) => (event.kind === 'message' ? event.message : null))
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
  assert.deepEqual(eventsOf('edit'), [
    { kind: 'edit', ...stamp, targetProviderId: 'wamid.TXT2', text: 'Yes, the blue one' },
  ])
  assert.deepEqual(eventsOf('edit-caption'), [
    { kind: 'edit', ...stamp, targetProviderId: 'wamid.IMG1', text: 'The other part' },
  ])
  assert.deepEqual(eventsOf('revoke'), [{ kind: 'deletion', ...stamp, targetProviderId: 'wamid.TXT2' }])
})

test('links somebody to their new number and new id', () => {
  const change = { kind: 'address_change', ...stamp, at: 1_794_567_965_000, oldAddress: '447700900001' }
  assert.deepEqual(eventsOf('number-changed'), [
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
  const [first, second, third] = eventsOf('echoes')
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
  assert.deepEqual(eventsOf('statuses'), [
    { ...status, messageId: 'm-1', status: 'sent' },
    { ...status, messageId: 'm-1', status: 'delivered' },
    { ...status, messageId: 'm-1', status: 'read' },
    { ...status, messageId: null, status: 'played' },
    { kind: 'ignored', what: 'status: warning' },
    { kind: 'ignored', what: 'status in a group' },
  ])
})

test('says why a message failed, even when the provider does not', () => {
  const [first, second] = eventsOf('status-failed')
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
  const batch = eventsOf('batch')
  assert.deepEqual(
    batch.map((event) => (event.kind === 'message' ? [event.providerId, event.contact.name] : event.kind)),
    [['wamid.B1', 'Mara Muster'], ['wamid.B2', 'Ada Beispiel'], 'status', ['wamid.B3', 'Tom Test'], 'ignored'],
  )
  assert.deepEqual(
    batch.map((event) => (event.kind === 'ignored' ? event.what : event.accountId)),
    ['100000000000001', '100000000000001', '100000000000001', '100000000000002', 'account_update: VERIFIED_ACCOUNT'],
  )
})

test('reads what befell the account and its number', () => {
  const news = (name: string): unknown => {
    const [event] = eventsOf(name)
    return event?.kind === 'account' && [event.accountId, event.at, event.news, event.detail]
  }
  const here = ['100000000000001', 1_794_570_000_000]
  assert.deepEqual(news('account-disabled'), [...here, 'broken', 'WhatsApp has disabled the account.'])
  assert.deepEqual(news('account-restricted'), [
    ...here,
    'warned',
    'WhatsApp restricts the account: RESTRICTED_BIZ_INITIATED_MESSAGING, RESTRICTED_CUSTOMER_INITIATED_MESSAGING',
  ])
  assert.deepEqual(news('account-violation'), [...here, 'warned', 'WhatsApp finds its policy violated: SCAM'])
  assert.deepEqual(news('number-downgraded'), [...here, 'warned', 'WhatsApp rates the number lower: DOWNGRADE, 2000'])
  assert.deepEqual(news('number-flagged'), [...here, 'warned', 'WhatsApp rates the number lower: FLAGGED, TIER_10K'])
})

test('news of another account or number, and good ones, change nothing', () => {
  const told = (entry: object, field: string, value: object) =>
    parseValue({ object: 'whatsapp_business_account', entry: [{ ...entry, changes: [{ field, value }] }] })
  const own = { id: '200000000000001' }
  const ban = (state: unknown) => ({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } })
  const flagged = { display_phone_number: '+1 555-010-0002', event: 'FLAGGED', current_limit: 'TIER_1K' }
  assert.deepEqual(
    [
      told({ id: '200000000000002' }, 'account_update', ban('DISABLE')),
      told(own, 'phone_number_quality_update', flagged),
      told(own, 'phone_number_quality_update', { event: 'UPGRADE' }),
      told(own, 'account_update', ban('REINSTATE')),
    ].flat(),
    [
      'account_update of another account',
      'phone_number_quality_update of another number',
      'phone_number_quality_update: UPGRADE',
      'account_update: DISABLED_UPDATE',
    ].map((what) => ({ kind: 'ignored', what })),
  )
  const kindsOf = (state: unknown) =>
    told(own, 'account_update', ban(state)).map((event) => event.kind === 'account' && event.news)
  assert.deepEqual([...kindsOf('DISABLE'), ...kindsOf(['SCHEDULE_FOR_DISABLE'])], ['broken', 'warned'])
})

test('names what it ignores', () => {
  const names = ['group', 'request-welcome', 'identity-changed', 'call', 'call-status']
  assert.deepEqual(
    [...names, 'account-error'].flatMap((name) => eventsOf(name)),
    [
      'message in a group',
      'request_welcome',
      'system message: customer_identity_changed',
      'field: calls',
      'status of a call',
      'error of the account: 131000',
    ].map((what) => ({ kind: 'ignored', what })),
  )
})

function said(name: string): Extract<InboundEvent, { kind: 'message' }>['message'] {
  const [event] = eventsOf(name)
  assert.equal(event?.kind, 'message')
  return event.message
}

function contact(name: string): Extract<InboundEvent, { kind: 'message' }>['contact'] {
  const [event] = eventsOf(name)
  assert.equal(event?.kind, 'message')
  return event.contact
}
