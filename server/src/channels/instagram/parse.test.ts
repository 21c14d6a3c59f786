import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboundEvent } from '../inbound.ts'
import { eventsOf } from './testing.ts'

const alva = { addresses: ['1200000000000001'], matchKeys: [], name: null, phone: null }
const stamp = { accountId: '17840000000000201', at: 1_794_567_890_123 }
const mid = 'aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQwMDAwMDAwMDAwMjAxOjM0MDI4'
const file = { name: null, type: null, isVoice: false }

test('reads text and what it answers', () => {
  assert.deepEqual(eventsOf('text'), [
    {
      kind: 'message',
      ...stamp,
      providerId: `${mid}TXT1`,
      author: 'contact',
      contact: alva,
      message: {
        kind: 'text',
        text: 'Love this! Do you have size M? 🧥',
        content: {},
        attachments: [],
        replyToProviderId: null,
      },
    },
  ])
  assert.equal(said('reply').replyToProviderId, `${mid}OUT1`)
})

test('reads the story that was answered', () => {
  const { text, content, attachments, replyToProviderId } = said('story-reply')
  assert.deepEqual([text, attachments, replyToProviderId], ['Where is this?', [], null])
  assert.deepEqual(content, {
    story: { as: 'reply', url: 'https://lookaside.example.com/ig_messaging_cdn/?asset_id=1807&signature=Ab' },
  })
})

test('fetches the story that names us, for it lives for a day', () => {
  const url = 'https://lookaside.example.com/ig_messaging_cdn/?asset_id=992&signature=Ef'
  const { kind, content, attachments } = said('story-mention')
  assert.deepEqual(
    [kind, content, attachments],
    ['image', { story: { as: 'mention', url } }, [{ ...file, mediaId: url }]],
  )
})

test('reads pictures, videos, files, hearts, and audio as the voice note it is', () => {
  const of = (name: string): unknown => {
    const { kind, text, attachments } = said(name)
    return [kind, text, attachments.map(({ mediaId: _, ...rest }) => rest)]
  }
  assert.deepEqual(of('image'), ['image', '', [file]])
  assert.deepEqual(of('album'), ['image', '', [file, file]])
  assert.deepEqual(of('video'), ['video', '', [file]])
  assert.deepEqual(of('file'), ['document', '', [{ ...file, name: 'size-chart.pdf' }]])
  assert.deepEqual(of('voice'), ['audio', '', [{ ...file, isVoice: true }]])
  assert.deepEqual(of('heart'), ['sticker', '❤️', []])
})

test('reads what was shared as a link', () => {
  assert.deepEqual(said('share').content.link, { url: 'https://www.instagram.com/p/Example1/', title: null })
  assert.equal(said('post').content.link?.title, 'New in')
  assert.equal(said('reel').content.link?.title, 'Autumn looks')
})

test('names what cannot be shown', () => {
  assert.deepEqual(
    ['view-once', 'template', 'unsupported'].map((name) => [said(name).kind, said(name).content.unsupported]),
    [
      ['unsupported', 'ephemeral'],
      ['unsupported', 'template'],
      ['unsupported', 'unsupported'],
    ],
  )
})

test('erases what was unsent', () => {
  assert.deepEqual(eventsOf('deletion'), [
    { kind: 'deletion', ...stamp, targetProviderId: `${mid}TXT1`, mustErase: true },
  ])
})

test('reads what was chosen, and how somebody came', () => {
  assert.deepEqual(said('quick-reply').content.choice, { id: 'SIZE_M', title: 'Size M' })
  assert.deepEqual(said('postback').content.choice, { id: 'HOURS', title: 'Opening hours' })
  assert.deepEqual(said('product').content.choice, { id: '7000000000000001', title: '' })
  assert.deepEqual(said('advertisement').content, {
    start: 'autumn',
    referral: { url: null, headline: 'Autumn looks', sourceId: '120000000000000002' },
  })
  assert.deepEqual([said('referral').kind, said('referral').content], ['referral', { start: 'summer' }])
})

test('reads reactions of both sides, those without an emoji by their name', () => {
  const reaction = { kind: 'reaction', ...stamp, author: 'contact', contact: alva, targetProviderId: `${mid}OUT1` }
  assert.deepEqual(eventsOf('reaction'), [{ ...reaction, emoji: '❤️' }])
  assert.deepEqual(eventsOf('reaction-without-emoji'), [{ ...reaction, emoji: '😮' }])
  assert.deepEqual(eventsOf('reaction-removed'), [{ ...reaction, emoji: null }])
  assert.deepEqual(eventsOf('reaction-of-account'), [
    { ...reaction, author: 'member', targetProviderId: `${mid}TXT1`, emoji: '❤️' },
  ])
})

test('reads edits', () => {
  assert.deepEqual(eventsOf('edit'), [
    { kind: 'edit', ...stamp, targetProviderId: `${mid}TXT1`, text: 'Do you have size L?' },
  ])
})

test('takes one message read for all before it', () => {
  const read = { kind: 'watermark', ...stamp, contact: alva, status: 'read', until: { providerId: `${mid}OUT1` } }
  assert.deepEqual(eventsOf('read'), [read])
  assert.deepEqual(eventsOf('read-as-change'), [read])
})

test('takes an echo for the account’s own words, in either form, and its notes to itself for nothing', () => {
  const of = (name: string): unknown => {
    const { author, contact, providerId, messageId } = message(name)
    return [author, contact.addresses, providerId, messageId]
  }
  assert.deepEqual(of('echo'), ['member', alva.addresses, `${mid}OUT1`, null])
  assert.deepEqual(of('echo-as-change'), ['member', alva.addresses, `${mid}OUT2`, null])
  assert.deepEqual(eventsOf('self'), [{ kind: 'ignored', what: 'message to oneself' }])
})

test('reads what the dashboard’s test button sends, whose time is in seconds', () => {
  assert.deepEqual(
    [message('message-as-change').at, said('message-as-change').text],
    [1_794_567_890_000, 'By the test button'],
  )
})

test('ignores comments by name, and keeps what another app answers', () => {
  assert.deepEqual(eventsOf('comment'), [{ kind: 'ignored', what: 'field: comments' }])
  assert.equal(message('standby').isAutomatic, true)
})

test('reads all of a batch in its order', () => {
  assert.deepEqual(
    eventsOf('batch').map((event) => event.kind),
    ['message', 'message', 'watermark'],
  )
})

function message(name: string): Extract<InboundEvent, { kind: 'message' }> {
  const [event] = eventsOf(name)
  assert.ok(event?.kind === 'message')
  return event
}

function said(name: string): Extract<InboundEvent, { kind: 'message' }>['message'] {
  return message(name).message
}
