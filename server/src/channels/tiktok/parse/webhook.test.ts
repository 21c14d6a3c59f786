import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent } from '../../inbound.ts'
import { eventsOf, parseBytes } from '../testing.ts'

const mara = {
  addresses: ['AbC/dEf+123==', 'user:7009988776655443322'],
  matchKeys: [],
  name: 'mara.example',
  phone: null,
}
const stamp = { accountId: '_000exampleBusiness', at: 1_794_567_890_123 }
const nothing = { text: '', content: {}, attachments: [], replyToProviderId: null }

test('reads text out of the JSON within the JSON, to the conversation it is answered in', () => {
  assert.deepEqual(eventsOf('text'), [
    {
      kind: 'message',
      ...stamp,
      providerId: '7439000111222333444',
      author: 'contact',
      contact: mara,
      message: { ...nothing, kind: 'text', text: 'Grüße! Do you have size 42? 📦 https://shop.example/a/b' },
    },
  ])
})

test('reads media by the three ids they are asked for with, and stickers by their address', () => {
  const attachment = { name: null, type: null, isVoice: false }
  const place = ['AbC/dEf+123==', '7439000111222333445', 'v0f044gc0000ct']
  assert.deepEqual(said('image'), {
    ...nothing,
    kind: 'image',
    attachments: [{ ...attachment, mediaId: JSON.stringify(['IMAGE', ...place]) }],
  })
  assert.equal(said('video').kind, 'video')
  for (const name of ['sticker', 'emoji']) {
    assert.equal(said(name).kind, 'sticker')
    assert.match(said(name).attachments[0]?.mediaId ?? '', /^https:/)
  }
})

test('reads answers, shared posts, taps on a button, and keeps what it cannot show by name', () => {
  assert.equal(said('reply').replyToProviderId, '7439000111222333000')
  const url = 'https://www.tiktok.com/player/v1/7300000000000000000'
  assert.deepEqual(said('share-post').content, { link: { url, title: null } })
  assert.deepEqual(said('choice').content, { choice: { id: 'track', title: 'Track my order' } })
  assert.deepEqual(
    [said('unsupported').kind, said('unsupported').content],
    ['unsupported', { unsupported: 'hologram' }],
  )
})

test('reads what the business sent elsewhere as its own, in the customer’s conversation', () => {
  const [echo] = eventsOf('echo')
  assert.deepEqual(echo, {
    kind: 'message',
    ...stamp,
    at: 1_794_567_900_123,
    providerId: '7439000111222333500',
    author: 'member',
    contact: mara,
    message: { ...nothing, kind: 'text', text: 'Yes, 42 is available.' },
  })
  assert.equal(said('echo-image').attachments.length, 1)
  const [welcome] = eventsOf('template')
  assert.equal(welcome?.kind === 'message' && welcome.isAutomatic, true)
  assert.equal(said('template').text, 'How can we help?\nTrack my order\nTalk to a person')
})

test('reads how far a person has read, and not how far the business has', () => {
  const until = { at: 1_794_567_910_000 }
  assert.deepEqual(eventsOf('read'), [
    { kind: 'watermark', ...stamp, at: 1_794_567_910_200, contact: mara, status: 'read', until },
  ])
  assert.deepEqual(eventsOf('read-by-business'), [{ kind: 'ignored', what: 'read by the business' }])
})

test('reads reactions, and taking them back', () => {
  const reaction = { kind: 'reaction', ...stamp, contact: mara, targetProviderId: '7439000111222333500' }
  assert.deepEqual(eventsOf('reaction'), [{ ...reaction, emoji: '👍' }])
  assert.deepEqual(eventsOf('reaction-removed'), [{ ...reaction, emoji: null }])
})

test('reads where somebody came from before they wrote', () => {
  const [ad] = eventsOf('referral-ad')
  assert.deepEqual(ad?.kind === 'message' && [ad.providerId, ad.message], [
    'referral:AbC/dEf+123==:1794567890123',
    {
      ...nothing,
      kind: 'referral',
      content: {
        referral: {
          url: 'https://www.tiktok.com/player/v1/7300000000000000001',
          headline: 'Winter jackets',
          sourceId: '1794000000000000017',
        },
      },
    },
  ])
  assert.equal(said('referral-link').content.start, 'spring-flyer')
})

test('keeps every digit of ids that come as numbers', () => {
  const [event] = eventsOf('long-numbers')
  assert.deepEqual(
    event?.kind === 'message' && [event.providerId, event.contact.addresses, event.message.text, event.at],
    [
      '7439000111222333777',
      ['GhI/jKl+456==', 'user:7009988776655443399'],
      'Order 12345678901234567890, "quoted" : 98765432109876543210',
      1_794_567_890_123,
    ],
  )
})

test('names what it ignores', () => {
  assert.deepEqual(eventsOf('europe'), [{ kind: 'ignored', what: 'message without a conversation' }])
  assert.deepEqual(eventsOf('comment'), [{ kind: 'ignored', what: 'event: im_receive_high_intent_comment' }])
  assert.deepEqual(parseBytes('{"event":"im_receive_msg","content":"{"}'), [
    { kind: 'ignored', what: 'event without content: im_receive_msg' },
  ])
  assert.deepEqual(parseBytes('[]'), [{ kind: 'ignored', what: 'event without content: none' }])
  assert.throws(() => parseBytes('{"event":'), SyntaxError)
})

test('survives bottomless nesting and endless numbers', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  assert.throws(() => parseBytes(deep), SyntaxError)
  assert.equal(parseBytes(`{"event":"im_receive_msg","content":${JSON.stringify(deep)}}`)[0]?.kind, 'ignored')
  const digits = '9'.repeat(100_000)
  const content = JSON.stringify(`{"conversation_id":${digits},"message_id":${digits},"type":"text"}`)
  assert.equal(parseBytes(`{"event":"im_receive_msg","content":${content}}`)[0]?.kind, 'ignored')
})

function said(name: string): Extract<InboundEvent, { kind: 'message' }>['message'] {
  const [event] = eventsOf(name)
  assert.equal(event?.kind, 'message')
  return event.message
}
