import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent, InboundMessage } from '../../inbound.ts'
import { captured, eventsOf, parseOne, parseText, parseValue } from './testing.ts'

const mara = {
  addresses: ['5528190347'],
  matchKeys: [],
  name: 'Mara Muster',
  phone: null,
  locale: 'uk',
}

test('reads a text with its sender, and the address behind a word', () => {
  assert.deepEqual(eventsOf('text'), [
    {
      kind: 'message',
      accountId: '7000112233',
      at: 1794600000000,
      providerId: '5528190347:1821',
      author: 'contact',
      contact: mara,
      message: {
        kind: 'text',
        text: 'Grüße 📦 Do you ship this to Åland? See our list (https://shop.example/list)',
        content: {},
        attachments: [],
        replyToProviderId: null,
      },
    },
  ])
})

test('reads files by what the message says of them', () => {
  const files: readonly (readonly [name: string, kind: string, file: object, text: string])[] = [
    ['photo', 'image', { mediaId: 'AgACAgIAAxkBAAIHHmX2', type: 'image/jpeg' }, 'Both boxes are damaged'],
    [
      'document',
      'document',
      { mediaId: 'BQACAgIAAxkBAAIHH2X1', name: 'Rechnung März.pdf', type: 'application/pdf' },
      'the invoice',
    ],
    ['video', 'video', { mediaId: 'BAACAgIAAxkBAAIHIGX1', name: 'box.mp4', type: 'video/mp4' }, 'It rattles'],
    ['animation', 'video', { mediaId: 'CgACAgIAAxkBAAIHIWX1', name: 'dance.mp4', type: 'video/mp4' }, ''],
    [
      'audio',
      'audio',
      { mediaId: 'CQACAgIAAxkBAAIHImX1', name: 'The Invented – Harbour Song', type: 'audio/mpeg' },
      '',
    ],
    ['voice', 'audio', { mediaId: 'AwACAgIAAxkBAAIHI2X1', type: 'audio/ogg', isVoice: true }, ''],
    ['video-note', 'video', { mediaId: 'DQACAgIAAxkBAAIHJGX1', type: 'video/mp4' }, ''],
    ['sticker', 'sticker', { mediaId: 'CAACAgIAAxkBAAIHJWX1', type: 'image/webp' }, '🎉'],
    ['sticker-animated', 'sticker', { mediaId: 'CAACAgIAAxkBAAIHJWX2', type: 'application/x-tgsticker' }, '🎉'],
    ['sticker-video', 'sticker', { mediaId: 'CAACAgIAAxkBAAIHJWX3', type: 'video/webm' }, '🎉'],
  ]
  for (const [name, kind, file, text] of files) {
    const { message } = messageIn(eventsOf(name))
    assert.deepEqual([message.kind, message.text], [kind, text], name)
    assert.deepEqual(message.attachments, [{ name: null, isVoice: false, ...file }], name)
  }
})

test('keeps an album together, though it comes piece by piece', () => {
  const albums = ['photo', 'album-second'].map((name) => messageIn(eventsOf(name)).message.content.albumId)
  assert.deepEqual(albums, ['13794600010112233', '13794600010112233'])
})

test('reads places, cards, and what else people send', () => {
  const { message: venue } = messageIn(eventsOf('venue'))
  assert.deepEqual(venue.content.location, {
    latitude: 60.0971,
    longitude: 19.9348,
    name: 'Example Harbour',
    address: 'Quay 1',
  })
  assert.equal(messageIn(eventsOf('location')).message.kind, 'location')
  assert.equal(messageIn(eventsOf('dice')).message.text, '🎲 4')
  assert.equal(messageIn(eventsOf('poll')).message.text, 'Which day suits you?\n• Monday\n• Tuesday')
  assert.equal(messageIn(eventsOf('checklist')).message.content.unsupported, 'checklist')
  assert.deepEqual(messageIn(eventsOf('story')).message.content.link, {
    url: 'https://t.me/example_harbour/s/17',
    title: 'Example Harbour News',
  })
  assert.deepEqual(messageIn(eventsOf('web-app-data')).message.content.choice?.data, '{"table":4}')
})

test('takes a shared number for theirs only when it is their own card', () => {
  const own = messageIn(eventsOf('contact-own'))
  assert.equal(own.contact.phone, '+380671234567')
  assert.deepEqual(own.message.content.contacts, [
    {
      name: 'Mara Muster',
      phones: [{ phone: '380671234567', type: null }],
      emails: [{ email: 'mara@example.com', type: null }],
    },
  ])
  assert.equal(messageIn(eventsOf('contact-other')).contact.phone, null)
})

test('reads what a message answers, quotes, forwards and came by', () => {
  const { message: reply } = messageIn(eventsOf('reply-quote'))
  assert.deepEqual([reply.replyToProviderId, reply.content.quotedText], ['5528190347:1819', 'Tuesday'])
  assert.equal(messageIn(eventsOf('forwarded')).message.content.isForwarded, true)
  assert.deepEqual(messageIn(eventsOf('story-reply')).message.content.story, {
    as: 'reply',
    url: 'https://t.me/example_shop/s/18',
  })

  const { message: start } = messageIn(eventsOf('start'))
  assert.deepEqual([start.text, start.content.start], ['/start order_5512', 'order_5512'])
  for (const text of ['/start', '/start two words', '/started x', 'see /start x']) {
    assert.equal(messageIn(parseOne({ text })).message.content.start, undefined, text)
  }
})

test('reads edits as edits, and where somebody has moved to', () => {
  const edit = { kind: 'edit', accountId: '7000112233' }
  assert.deepEqual(eventsOf('edited'), [
    { ...edit, at: 1794600050000, targetProviderId: '5528190347:1825', text: 'this one please' },
  ])
  assert.deepEqual(eventsOf('edited-caption'), [
    { ...edit, at: 1794600060000, targetProviderId: '5528190347:1822', text: 'All three boxes are damaged' },
  ])
  assert.deepEqual(eventsOf('location-moved'), [
    { ...edit, at: 1794600075000, targetProviderId: '5528190347:1836', text: '50.4512, 30.5248' },
  ])
})

test('reads a tap on a button by the button’s words, and asks to say that it was heard', () => {
  const choice = messageIn(eventsOf('callback'))
  assert.deepEqual(choice.message, {
    kind: 'interactive',
    text: '👍 Good',
    content: { choice: { id: 'csat:81:5', title: '👍 Good' } },
    attachments: [],
    replyToProviderId: '5528190347:1850',
  })
  // The provider does not say when, and the server's clock takes its place.
  assert.deepEqual([choice.acknowledge, choice.at], ['23742563114411223', 0])
  assert.equal(messageIn(eventsOf('callback-inaccessible')).message.text, 'csat:12:1')
})

test('reads reactions, which are told as a whole', () => {
  const emojis = ['reaction', 'reaction-removed', 'reaction-custom'].map((name) => {
    const [event] = eventsOf(name)
    return event?.kind === 'reaction' && [event.targetProviderId, event.emoji]
  })
  assert.deepEqual(emojis, [
    ['5528190347:1850', '👍'],
    ['5528190347:1850', null],
    ['5528190347:1850', '✨'],
  ])
})

test('is told who blocks the bot and who lets it in again', () => {
  const standings = ['blocked', 'unblocked'].map((name) => {
    const [event] = eventsOf(name)
    return event?.kind === 'standing' && [event.contact.addresses, event.standing]
  })
  assert.deepEqual(standings, [
    [['5528190347'], 'blocked'],
    [['5528190347'], 'unblocked'],
  ])
})

test('reads the chats of a business account that the bot answers for, apart from its own', () => {
  const connection = 'Qk9PS19jb25uZWN0aW9uXzE'
  const asked = messageIn(eventsOf('business-message'))
  assert.deepEqual(
    [asked.author, asked.providerId, asked.data],
    ['contact', `5528190347:311:${connection}`, { connection }],
  )
  const echo = messageIn(eventsOf('business-echo'))
  assert.deepEqual([echo.author, echo.contact.name, echo.isAutomatic], ['member', 'Mara Muster', undefined])
  assert.equal(messageIn(eventsOf('business-away')).isAutomatic, true)

  const [edit] = eventsOf('business-edited')
  assert.equal(edit?.kind === 'edit' && edit.targetProviderId, asked.providerId)
  assert.deepEqual(
    eventsOf('business-deleted').map((event) => event.kind === 'deletion' && event.targetProviderId),
    [asked.providerId, `5528190347:314:${connection}`],
  )
})

test('ignores groups, channels and what the provider itself says, by name', () => {
  const whats: Readonly<Record<string, string>> = {
    group: 'message in a chat that is not private (supergroup)',
    'group-joined': 'standing in a chat that is not private (supergroup)',
    'group-reaction': 'reaction in a chat that is not private (supergroup)',
    'group-callback': 'choice in a chat that is not private (supergroup)',
    'group-migrated': 'message in a chat that is not private (group)',
    'channel-post': 'update: channel_post',
    'business-connection': 'update: business_connection',
    'inline-query': 'update: inline_query',
    service: 'service message: pinned_message',
  }
  for (const [name, what] of Object.entries(whats)) assert.deepEqual(eventsOf(name), [{ kind: 'ignored', what }], name)
})

test('keeps what nobody knows, with its words', () => {
  const { message } = messageIn(eventsOf('unknown-content'))
  assert.deepEqual(
    [message.kind, message.content.unsupported, message.text],
    ['unsupported', 'hologram', 'Look at this'],
  )
  assert.equal(messageIn(parseOne({ photo: [] })).message.content.unsupported, 'photo')
  assert.equal(messageIn(parseOne({})).message.content.unsupported, 'unknown')
})

test('every captured payload says something', () => {
  for (const name of captured) assert.notEqual(eventsOf(name).length, 0, name)
})

test('reads odd updates without a word', () => {
  const odd = [
    ...[null, 7, 'text', [], {}, { update_id: 1 }, { message: null }, { message: [] }, { message: {} }],
    ...[{ message: { chat: { id: 1 } } }, { message: { chat: { id: 1.5 }, message_id: 1 } }],
    ...[{ callback_query: { id: 7 } }, { message_reaction: { chat: { id: 1 } } }, { my_chat_member: {} }],
    ...[{ deleted_business_messages: { chat: { id: 1 }, message_ids: 'all' } }],
  ]
  for (const update of odd) {
    const kinds = parseValue(update).map(({ kind }) => kind)
    assert.deepEqual(kinds, ['ignored'], JSON.stringify(update))
  }
  const { message } = messageIn(
    parseOne({ text: 'a\u0000b', entities: [{ type: 'text_link', offset: 0, length: 99, url: 'https://x.example' }] }),
  )
  assert.equal(message.text, 'ab')
})

test('keeps the digits of ids that are too long for a number', () => {
  const chat = '{"id":9007199254740993123,"type":"private","first_name":"Mara"}'
  const [event] = parseText(`{"update_id":1,"message":{"message_id":7,"date":1,"text":"a","chat":${chat}}}`)
  assert.equal(event?.kind === 'message' && event.providerId, '9007199254740993123:7')
})

test('says that a body is no JSON', () => {
  assert.throws(() => parseText('{"update_id":1'), SyntaxError)
  assert.throws(() => parseText(''), SyntaxError)
})

function messageIn(events: readonly InboundEvent[]): InboundMessage {
  const [event] = events
  assert.ok(event?.kind === 'message', JSON.stringify(event))
  return event
}
