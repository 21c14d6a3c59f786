import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent } from '../../inbound.ts'
import { exampleWebhook } from '../../testing/example.ts'
import { account, captured, eventsOf, haruka, parseValue, payload } from '../testing.ts'
import { parse } from './webhook.ts'

const bot = account.settings.botUserId

test('reads a text with what is needed to quote it and to mark it as read', () => {
  assert.deepEqual(eventsOf('text'), [
    {
      kind: 'message',
      accountId: bot,
      at: 1794610001123,
      providerId: '532188990011223344',
      author: 'contact',
      contact: { addresses: [haruka], matchKeys: [], name: null, phone: null },
      message: {
        kind: 'text',
        text: '在庫ありますか? (brown)',
        content: {},
        attachments: [],
        replyToProviderId: null,
      },
      data: { quoteToken: 'q3Plxr4AgKd', markAsReadToken: '30yhdy232mark' },
    },
  ])
  assert.equal(messageOf('reply').message.replyToProviderId, '532188990011220000')
  assert.equal(messageOf('mention').message.text, '@Example Shop hello')
})

test('names where each file is', () => {
  const files = ['image', 'video', 'external-video', 'voice', 'file', 'sticker'].map((name) => {
    const { kind, attachments } = messageOf(name).message
    return [kind, attachments[0]?.mediaId, attachments[0]?.name, attachments[0]?.isVoice]
  })
  assert.deepEqual(files, [
    ['image', '532188990011223345', null, false],
    ['video', '532188990011223346/prepared', null, false],
    ['video', 'https://media.example.com/v.mp4', null, false],
    ['audio', '532188990011223364/prepared', null, true],
    ['document', '532188990011223347', 'invoice.pdf', false],
    ['sticker', 'sticker/1988', null, false],
  ])
})

test('pictures sent together stay together, though not all say how many they are', () => {
  const albums = eventsOf('album').map((event) => event.kind === 'message' && event.message.content.albumId)
  assert.deepEqual(new Set(albums).size, 1)
  assert.match(String(albums[0]), /^E005D41A/)
})

test('reads places, words on stickers, and what nobody knows yet', () => {
  assert.deepEqual(messageOf('location').message.content.location, {
    latitude: 35.67966,
    longitude: 139.73669,
    name: 'my location',
    address: '1-3 Kioicho, Tokyo',
  })
  assert.equal(messageOf('message-sticker').message.text, 'See you\nat noon')
  assert.deepEqual(
    [messageOf('unknown-type').message.kind, messageOf('unknown-type').message.content],
    ['unsupported', { unsupported: 'hologram' }],
  )
})

test('a tap says what was on the button, as far as the button is ours', () => {
  const taps = ['quick-reply', 'menu', 'date-picked'].map((name) => {
    const { kind, text, content } = messageOf(name).message
    return [kind, text, content.choice]
  })
  assert.deepEqual(taps, [
    ['interactive', 'Yes, please', { id: 'yes', title: 'Yes, please' }],
    ['interactive', 'csat=5&c=81', { id: 'csat=5&c=81', title: 'csat=5&c=81' }],
    ['interactive', 'deliver', { id: 'deliver', title: 'deliver', data: { datetime: '2026-11-25T10:00' } }],
  ])
  assert.match(messageOf('quick-reply').providerId, /^01JCZ8R5/)
})

test('what was taken back is erased', () => {
  const [event] = eventsOf('unsend')
  assert.deepEqual(event?.kind === 'deletion' && [event.targetProviderId, event.mustErase], [
    '532188990011223344',
    true,
  ])
})

test('following and blocking change the standing', () => {
  const standings = ['follow', 'unfollow'].flatMap(eventsOf)
  assert.deepEqual(
    standings.map((event) => event.kind === 'standing' && [event.standing, event.contact.addresses]),
    [
      ['unblocked', [haruka]],
      ['blocked', [haruka]],
    ],
  )
})

test('what another module answers is kept, and asks nothing of anybody', () => {
  assert.equal(messageOf('standby').isAutomatic, true)
  assert.equal(messageOf('redelivery').isAutomatic, undefined)
})

test('never keeps the token to reply by', () => {
  for (const name of captured) assert.ok(!JSON.stringify(eventsOf(name)).includes('replyToken'), name)
})

test('names what it ignores', () => {
  assert.deepEqual(
    [...eventsOf('group'), ...eventsOf('others')].map((event) => event.kind === 'ignored' && event.what),
    [
      'message in a group',
      'join in a group',
      'memberJoined in a group',
      'leave in a group',
      'accountLink',
      'videoPlayComplete',
      'beacon',
      'membership',
      'module of nobody',
      'botSuspended',
    ],
  )
  assert.deepEqual(eventsOf('verify'), [{ kind: 'ignored', what: 'no events' }])
  assert.deepEqual(parseValue({ destination: bot }), [{ kind: 'ignored', what: 'no events' }])
  assert.deepEqual(parseValue([]), [{ kind: 'ignored', what: 'no events' }])
})

test('refuses what is not JSON, which LINE never sends', () => {
  assert.throws(() => parse(exampleWebhook('{"events":['), account), SyntaxError)
})

test('never throws, whatever is missing, of another type or named like an inherited property', () => {
  const oddities = [null, 0, '', 'constructor', '__proto__', [], {}, [null], [[]], true, -1e308, 'NaN', '\ud800']
  let count = 0
  for (const name of captured) {
    for (const path of pathsOf(payload(name))) {
      for (const oddity of oddities) {
        const twisted = payload(name)
        put(twisted, path, oddity)
        for (const event of parseValue(twisted)) assertSound(event)
        count += 1
      }
    }
  }
  assert.ok(count > 3_000)
})

function messageOf(name: string): Extract<InboundEvent, { kind: 'message' }> {
  const [event] = eventsOf(name)
  assert.ok(event?.kind === 'message', name)
  return event
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const deeper = Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))
  return [path, ...deeper].filter(({ length }) => length > 0)
}

function put(value: unknown, [key = '', ...rest]: readonly string[], oddity: unknown): void {
  assert.ok(typeof value === 'object' && value !== null)
  if (rest.length === 0) Reflect.set(value, key, oddity)
  else put(Reflect.get(value, key), rest, oddity)
}

function assertSound(event: InboundEvent): void {
  if (event.kind === 'ignored') {
    assert.equal(typeof event.what, 'string')
  } else {
    assert.ok(Number.isSafeInteger(event.at) && event.at >= 0)
    assert.ok(event.accountId !== '')
  }
}
