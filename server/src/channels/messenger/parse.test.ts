import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent } from '../inbound.ts'
import { exampleWebhook } from '../testing/example.ts'
import { messenger } from './index.ts'
import { account, eventsOf } from './testing.ts'

const mara = { addresses: ['6000000000000001'], matchKeys: [], name: null, phone: null }
const stamp = { accountId: '100000000000201', at: 1_794_567_890_123 }
const nothingElse = { text: '', content: {}, attachments: [], replyToProviderId: null }
const file = { name: null, type: null, isVoice: false }

test('reads text with everything the provider escapes, at its millisecond', () => {
  assert.deepEqual(eventsOf('text'), [
    {
      kind: 'message',
      ...stamp,
      providerId: 'm_TXT1',
      author: 'contact',
      contact: mara,
      message: { ...nothingElse, kind: 'text', text: 'Grüße! Do you ship to Åland? 📦 https://shop.example/a/b' },
    },
  ])
})

test('reads pictures, files, voice notes, music, videos and stickers by their addresses', () => {
  const of = (name: string): unknown => {
    const { kind, attachments } = said(name)
    return [kind, attachments.map(({ mediaId: _, ...rest }) => rest)]
  }
  assert.deepEqual(of('image'), ['image', [file]])
  assert.deepEqual(of('album'), ['image', [file, file]])
  assert.deepEqual(of('file'), ['document', [{ ...file, name: 'Rechnung März.pdf' }]])
  assert.deepEqual(of('voice'), ['audio', [{ ...file, isVoice: true }]])
  assert.deepEqual(of('audio'), ['audio', [file]])
  assert.deepEqual(of('video'), ['video', [file]])
  assert.deepEqual(of('sticker'), ['sticker', [file]])
  assert.deepEqual(of('sticker-as-image'), ['sticker', [file]])
  assert.equal(said('image').attachments[0]?.mediaId, 'https://scontent.example.com/v/t1.15752-9/front.jpg?oh=1&oe=2')
})

test('reads what was shared as a link', () => {
  assert.deepEqual(said('link'), {
    ...nothingElse,
    kind: 'text',
    text: 'Look: https://shop.example/bike',
    content: { link: { url: 'https://shop.example/bike', title: 'A bike for the winter' } },
  })
  assert.deepEqual(said('reel').content.link, {
    url: 'https://www.facebook.com/reel/700000000000001',
    title: 'Autumn looks',
  })
  assert.deepEqual(said('post').content.link, { url: 'https://www.facebook.com/100000000000201/posts/1', title: null })
})

test('reads a place as older apps sent it', () => {
  assert.deepEqual(said('location').content.location, {
    latitude: 60.1,
    longitude: 19.93,
    name: 'Mara’s location',
    address: null,
  })
})

test('names what cannot be shown', () => {
  const of = (name: string): unknown => [said(name).kind, said(name).content.unsupported, said(name).text]
  assert.deepEqual(of('template'), ['unsupported', 'template', 'Winter jacket'])
  assert.deepEqual(of('appointment'), ['unsupported', 'appointment_booking', ''])
  assert.deepEqual(of('unsupported'), ['unsupported', 'unsupported', ''])
})

test('reads what a message answers, and what was chosen', () => {
  assert.equal(said('reply').replyToProviderId, 'm_OUT1')
  assert.deepEqual(said('quick-reply'), {
    ...nothingElse,
    kind: 'interactive',
    text: 'Red',
    content: { choice: { id: 'COLOR_RED', title: 'Red' } },
    replyToProviderId: 'm_OUT1',
  })
  assert.deepEqual(said('postback').content.choice, { id: 'HOURS', title: 'Opening hours' })
})

test('reads how somebody came, with a message, with a tap, and alone', () => {
  assert.deepEqual(said('advertisement').content, {
    start: 'spring',
    referral: { url: null, headline: 'Bike sale', sourceId: '120000000000000001' },
  })
  assert.deepEqual(said('get-started').content, {
    start: 'qr7',
    choice: { id: 'GET_STARTED', title: 'Get Started' },
  })
  assert.deepEqual(said('referral'), {
    ...nothingElse,
    kind: 'referral',
    content: { start: 'summer', referral: { url: 'https://shop.example/help', headline: null, sourceId: null } },
  })
})

test('gives an id to what has none, the same however often it comes', () => {
  const ids = ['get-started', 'get-started', 'referral'].map((name) => message(name).providerId)
  assert.deepEqual(ids, [
    'postback:6000000000000001:1794567890123',
    'postback:6000000000000001:1794567890123',
    'referral:6000000000000001:1794567890123',
  ])
})

test('reads reactions given and taken back by people, and those of the page', () => {
  const reaction = { kind: 'reaction', ...stamp, author: 'contact', contact: mara, targetProviderId: 'm_OUT1' }
  assert.deepEqual(eventsOf('reaction'), [{ ...reaction, emoji: '❤' }])
  assert.deepEqual(eventsOf('reaction-removed'), [{ ...reaction, emoji: null }])
  assert.deepEqual(eventsOf('reaction-of-page'), [
    { ...reaction, author: 'member', targetProviderId: 'm_TXT1', emoji: '👍' },
  ])
})

test('reads edits, and passes over the one that comes with every new message of an app in development', () => {
  const text = 'Do you ship to Åland? In a week?'
  assert.deepEqual(eventsOf('edit'), [{ kind: 'edit', ...stamp, targetProviderId: 'm_TXT1', text }])
  assert.deepEqual(eventsOf('edit-of-nothing-new'), [{ kind: 'ignored', what: 'edit that changes nothing' }])
})

test('erases what was unsent', () => {
  assert.deepEqual(eventsOf('deletion'), [{ kind: 'deletion', ...stamp, targetProviderId: 'm_TXT1', mustErase: true }])
})

test('reads what was delivered by id and by time, and what was read by time', () => {
  const delivered = { kind: 'status', ...stamp, messageId: null, status: 'delivered', error: null }
  const until = { kind: 'watermark', ...stamp, contact: mara }
  const reached = { ...until, status: 'delivered', until: { at: 1_794_567_889_623 } }

  assert.deepEqual(eventsOf('delivery'), [
    { ...delivered, providerId: 'm_OUT1' },
    { ...delivered, providerId: 'm_OUT2' },
    reached,
  ])
  assert.deepEqual(eventsOf('delivery-watermark'), [reached])
  assert.deepEqual(eventsOf('read'), [{ ...until, status: 'read', until: { at: 1_794_567_889_723 } }])
})

test('takes an echo for the page’s own words to the person, with our id where it is ours', () => {
  const of = (name: string): unknown => {
    const { author, contact, messageId, message: said } = message(name)
    return [author, contact.addresses, messageId, said.kind]
  }
  assert.deepEqual(of('echo'), ['member', mara.addresses, '0199d5f0-0000-7000-8000-00000000000a', 'text'])
  assert.deepEqual(of('echo-from-inbox'), ['member', mara.addresses, null, 'text'])
  assert.deepEqual(of('echo-of-picture'), ['member', mara.addresses, null, 'image'])
})

test('keeps what another app answers, without asking anything of anybody', () => {
  assert.equal(message('standby').isAutomatic, true)
  assert.equal(message('text').isAutomatic, undefined)
})

test('reads what the platform does to a page that breaks its rules', () => {
  const news = (name: string): unknown => {
    const [event] = eventsOf(name)
    return event?.kind === 'account' && [event.accountId, event.at, event.news, event.detail]
  }
  const here = ['100000000000201', 1_794_567_890_123]
  const detail = (what: string): string => `The platform's ${what} for breaking its rules: Too many complaints`
  assert.deepEqual(news('policy-enforcement'), [...here, 'warned', detail('warning')])
  assert.deepEqual(news('policy-block'), [...here, 'broken', detail('block')])
  const item = { recipient: { id: '100000000000201' }, policy_enforcement: { action: 'unblock' } }
  assert.deepEqual(parse({ object: 'page', entry: [{ id: '100000000000201', messaging: [item] }] }), [
    { kind: 'ignored', what: 'policy_enforcement: unblock' },
  ])
})

test('names and ignores what is not for us', () => {
  const names = ['opt-in', 'thread-taken', 'page-feed']
  assert.deepEqual(
    names.map((name) => eventsOf(name).map((event) => event.kind === 'ignored' && event.what)),
    [['optin'], ['take_thread_control'], ['field: feed']],
  )
  assert.deepEqual(parse({ object: 'instagram', entry: [] }), [{ kind: 'ignored', what: 'object: instagram' }])
  assert.deepEqual(parse({ object: 'page', entry: [{ id: '1' }] }), [
    { kind: 'ignored', what: 'nothing known in an entry' },
  ])
})

test('reads all of a batch in its order, each for its own page', () => {
  assert.deepEqual(
    eventsOf('batch').map((event) => event.kind !== 'ignored' && [event.kind, event.accountId, event.at]),
    [
      ['message', '100000000000201', 1_794_567_890_123],
      ['message', '100000000000201', 1_794_567_890_124],
      ['message', '100000000000201', 1_794_567_890_125],
      ['watermark', '100000000000201', 1_794_567_890_126],
      ['message', '100000000000202', 1_794_567_890_123],
    ],
  )
})

test('takes its own page where none is named, and the entry’s time where the message has none', () => {
  const [event] = parse({
    object: 'page',
    entry: [{ time: 1_794_567_890_000, messaging: [{ sender: { id: 7 }, message: { mid: 'm_X', text: 'hi' } }] }],
  })
  assert.deepEqual(event?.kind === 'message' && [event.accountId, event.at, event.contact.addresses], [
    '100000000000201',
    1_794_567_890_000,
    ['7'],
  ])
})

test('follows only addresses that are some', () => {
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', `https://a.example/${'a'.repeat(4000)}`, '', 7]) {
    const [event] = parse({
      object: 'page',
      entry: [
        {
          messaging: [
            { sender: { id: '7' }, message: { mid: 'm_X', attachments: [{ type: 'image', payload: { url } }] } },
          ],
        },
      ],
    })
    assert.deepEqual(event?.kind === 'message' && [event.message.kind, event.message.attachments], ['unsupported', []])
  }
})

test('refuses what is not JSON, which the provider never sends', () => {
  assert.throws(() => messenger.parse(exampleWebhook('{"object":'), account), SyntaxError)
})

function parse(payload: object): readonly InboundEvent[] {
  return messenger.parse(exampleWebhook(JSON.stringify(payload)), account)
}

function message(name: string): Extract<InboundEvent, { kind: 'message' }> {
  const [event] = eventsOf(name)
  assert.ok(event?.kind === 'message')
  return event
}

function said(name: string): Extract<InboundEvent, { kind: 'message' }>['message'] {
  return message(name).message
}
