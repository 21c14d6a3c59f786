import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidPayload } from '../channel.ts'
import type { InboundEvent } from '../inbound.ts'
import { eventsOf, parseBytes } from './testing.ts'

const stamp = { accountId: 'api', at: Date.parse('2026-11-13T08:24:50.123Z') }
const mara = {
  addresses: ['mara-1'],
  matchKeys: [],
  name: 'Mara Müster',
  phone: '+447700900001',
  email: 'mara@example.com',
  locale: 'en-GB',
}
const nobody = { addresses: ['mara-1'], matchKeys: [], name: null, phone: null, email: null, locale: null }

test('reads a message with all that is known of its writer', () => {
  assert.deepEqual(eventsOf('text'), [
    {
      kind: 'message',
      ...stamp,
      providerId: 'm-1',
      author: 'contact',
      contact: mara,
      message: {
        kind: 'text',
        text: 'Grüße! Do you ship to Åland? 📦 https://shop.example/a/b',
        content: {},
        attachments: [],
        replyToProviderId: null,
      },
    },
  ])
})

test('finds what kind of message it is in what it carries, unless it is said', () => {
  const kinds = ['image', 'voice', 'audio', 'video', 'document', 'sticker', 'location', 'contacts', 'choice']
  assert.deepEqual(
    [...kinds, 'referral', 'story', 'link', 'album', 'unsupported'].map((name) => said(name).kind),
    [
      ...['image', 'audio', 'audio', 'video', 'document', 'sticker', 'location', 'contacts', 'interactive'],
      ...['referral', 'text', 'text', 'image', 'unsupported'],
    ],
  )
  assert.deepEqual(said('voice').attachments, [
    { mediaId: 'https://files.example.com/note.ogg', name: 'note.ogg', type: 'audio/ogg', isVoice: true },
  ])
  assert.deepEqual(said('choice').content.choice, { id: 'yes', title: 'Yes, please', data: { cart: 7 } })
  assert.deepEqual([said('reply').replyToProviderId, said('reply').content.quotedText], ['out-1', 'the blue one'])
  assert.equal(said('album').content.albumId, 'album-1')
})

test('reads what the business wrote elsewhere, and what a machine did', () => {
  const [echo] = eventsOf('echo')
  assert.deepEqual(echo?.kind === 'message' && [echo.author, echo.messageId], [
    'member',
    '0199d5f0-0000-7000-8000-00000000000a',
  ])
  const [automatic] = eventsOf('automatic')
  assert.equal(automatic?.kind === 'message' && automatic.isAutomatic, true)
  assert.equal(said('automatic').content.isAutomatic, true)
})

test('reads edits, deletions and reactions', () => {
  assert.deepEqual(eventsOf('edit'), [
    { kind: 'edit', ...stamp, targetProviderId: 'm-1', text: 'Do you ship to Åland by Friday?' },
  ])
  assert.deepEqual(eventsOf('deletion'), [
    { kind: 'deletion', ...stamp, targetProviderId: 'm-1', mustErase: false },
    { kind: 'deletion', ...stamp, targetProviderId: 'm-2', mustErase: true },
  ])
  const reaction = { kind: 'reaction', ...stamp, author: 'contact', targetProviderId: 'out-1' }
  assert.deepEqual(eventsOf('reaction'), [{ ...reaction, contact: mara, emoji: '👍' }])
  assert.deepEqual(eventsOf('reaction-removed'), [{ ...reaction, contact: nobody, emoji: null }])
  assert.deepEqual(eventsOf('reaction-of-member'), [
    { ...reaction, author: 'member', contact: nobody, targetProviderId: 'm-1', emoji: '🙏' },
  ])
})

test('reads what became of messages, one by one and up to a point', () => {
  const ours = '0199d5f0-0000-7000-8000-00000000000a'
  assert.deepEqual(
    eventsOf('statuses').map((event) => event.kind === 'status' && [event.providerId, event.messageId, event.status]),
    [
      ['out-1', null, 'sent'],
      ['out-1', null, 'delivered'],
      [ours, ours, 'read'],
      ['out-1', ours, 'played'],
    ],
  )
  const [failed] = eventsOf('status-failed')
  assert.deepEqual(failed?.kind === 'status' && failed.error, {
    code: 'recipient_unavailable',
    detail: 'The mailbox is full',
  })
  const mark = { kind: 'watermark', ...stamp, contact: nobody }
  assert.deepEqual(eventsOf('delivered-until'), [{ ...mark, status: 'delivered', until: { providerId: 'out-1' } }])
  assert.deepEqual(eventsOf('read-until'), [{ ...mark, status: 'read', until: { at: stamp.at } }])
})

test('reads who may not be written to, and who has a new address', () => {
  const standings = [...eventsOf('blocked'), ...eventsOf('opted-out')]
  assert.deepEqual(
    standings.map((event) => event.kind === 'standing' && event.standing),
    ['blocked', 'unblocked', 'opted_out', 'opted_in'],
  )
  assert.deepEqual(eventsOf('address-change'), [
    { kind: 'address_change', ...stamp, oldAddress: 'mara-1', newAddress: 'mara-2' },
  ])
  assert.equal(eventsOf('batch').length, 3)
})

test('leaves the time to the server when none is given', () => {
  const [event] = parseBytes('{"events":[{"type":"edit","id":"m-1","text":"x"}]}')
  assert.equal(event?.kind === 'edit' && event.at, 0)
})

test('refuses the whole request and names each field that does not fit', () => {
  const contact = { address: 'mara-1' }
  const pathsOf = (...events: unknown[]) => errorsOf(JSON.stringify({ events })).map(({ path }) => path)
  const good = { type: 'message', id: 'm-1', contact, text: 'x' }

  assert.deepEqual(pathsOf({ type: 'telepathy' }), ['events.0.type'])
  assert.deepEqual(pathsOf(good, { ...good, id: '' }), ['events.1.id'])
  assert.deepEqual(pathsOf({ ...good, text: ' ' }), ['events.0.text'])
  assert.deepEqual(pathsOf({ ...good, at: 'yesterday' }), ['events.0.at'])
  assert.deepEqual(pathsOf({ ...good, contact: {} }), ['events.0.contact.address'])
  assert.deepEqual(pathsOf({ ...good, contact: { ...contact, phone: '0770' } }), ['events.0.contact.phone'])
  assert.deepEqual(pathsOf({ ...good, attachments: [{ url: 'file:///etc/passwd' }] }), ['events.0.attachments.0.url'])
  assert.deepEqual(pathsOf({ type: 'status', status: 'read' }), ['events.0.id'])
  assert.deepEqual(errorsOf(JSON.stringify({ events: [{ ...good, texxt: '' }] })), [
    { path: 'events.0', message: 'Unrecognized key: "texxt"' },
  ])
  for (const body of ['[]', '{}', '{"events":[]}', 'null', '7']) assert.ok(errorsOf(body).length > 0, body)
})

test('refuses what is no JSON, and what is bottomless', () => {
  assert.throws(() => parseBytes('{"events":'), SyntaxError)
  assert.throws(() => parseBytes(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), SyntaxError)
})

function errorsOf(body: string) {
  try {
    parseBytes(body)
  } catch (error) {
    if (error instanceof InvalidPayload) return error.errors
    throw error
  }
  return []
}

function said(name: string): Extract<InboundEvent, { kind: 'message' }>['message'] {
  const [event] = eventsOf(name)
  assert.equal(event?.kind, 'message')
  return event.message
}
