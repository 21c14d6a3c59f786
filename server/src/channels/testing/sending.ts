import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Capabilities, OutboundFeature } from '../capabilities.ts'
import type { OutboundMessage, ProviderRequest, SentAttachment } from '../channel.ts'
import { exampleMessage, examplePhoto } from './example.ts'
import type { ChannelExample } from './suite.ts'

const files: Readonly<Record<'image' | 'audio' | 'voice' | 'video' | 'document', Partial<SentAttachment>>> = {
  image: {},
  audio: { name: 'song.mp3', type: 'audio/mpeg' },
  voice: { name: 'voice.ogg', type: 'audio/ogg', isVoice: true },
  video: { name: 'film.mp4', type: 'video/mp4' },
  document: { name: 'invoice.pdf', type: 'application/pdf' },
}

/** What is declared goes out, and what cannot go out is refused and never cut. */
export function describeSending<Settings, Secrets>(example: ChannelExample<Settings, Secrets>): void {
  const { channel, account, to } = example
  const { capabilities } = channel
  const { text, attachments, maxCaption } = capabilities
  const messageOf = (change: Partial<OutboundMessage>): OutboundMessage =>
    exampleMessage({ to, ...example.message, ...change })
  const render = (change: Partial<OutboundMessage>): ReturnType<typeof channel.render> =>
    channel.render(messageOf(change), account)
  const assertRefused = (change: Partial<OutboundMessage>, why: string, code?: string): void => {
    const rendered = render(change)
    assert.ok(rendered.kind === 'refused', `sends ${why}`)
    assert.notEqual(rendered.detail, '')
    if (code !== undefined) assert.equal(rendered.code, code, why)
  }

  test('sends everything it declares', () => {
    for (const feature of capabilities.sends) {
      if (feature === 'typing' || feature === 'mark_read') continue
      const rendered = render({ ...ordinary(feature, capabilities), ...example.sends?.[feature] })
      assert.ok(rendered.kind !== 'refused', `${feature}: ${rendered.kind === 'refused' ? rendered.detail : ''}`)
      if (rendered.kind === 'request') assertRequest(rendered)
    }
  })

  test('sends the same message as the same twice', () => {
    assert.deepEqual(render({}), render({}))
  })

  test('says who reads and who writes where it declares that, and nowhere else', () => {
    const last = { providerId: 'provider-id-1', data: {}, ...example.message?.last }
    const gestures = [
      ['typing', channel.typing?.(to, last, account, Date.now())],
      ['mark_read', channel.markRead?.(to, last, account, Date.now())],
    ] as const
    for (const [feature, step] of gestures) {
      assert.equal(step !== undefined, capabilities.sends.includes(feature), feature)
      if (step?.kind === 'step') assertRequest(step.request)
    }
  })

  test('takes text of the full length, and refuses what is longer or empty', () => {
    const sign = { utf16: 'a', code_points: '😀', bytes: 'a' }[text.unit]
    assert.notEqual(render({ text: sign.repeat(text.max) }).kind, 'refused')
    assertRefused({ text: `${sign.repeat(text.max)}${sign}` }, 'text that is too long', 'unsupported_content')
    assertRefused({ text: '' }, 'nothing', 'unsupported_content')
  })

  test('refuses whom it cannot reach', () => {
    for (const stranger of example.strangers) assertRefused({ to: stranger }, `to ${stranger}`, 'invalid_recipient')
  })

  test('refuses attachments that it cannot send', () => {
    const photo = fileOf({}, capabilities)
    const many = Array.from({ length: attachments.perMessage + 1 }, () => photo)
    assertRefused({ text: '', attachments: many }, 'too many attachments')
    if (attachments.perMessage === 0) return

    const long = 'a'.repeat(maxCaption + 1)
    assertRefused({ text: long, attachments: [photo] }, 'a caption that is too long', 'unsupported_content')
    if (attachments.by === 'upload') {
      assertRefused({ text: '', attachments: [{ ...photo, mediaId: null }] }, 'what was not uploaded', 'media_error')
    }
    if (attachments.by === 'url') {
      assertRefused({ text: '', attachments: [{ ...photo, url: null }] }, 'what has no address', 'media_error')
    }
  })

  test('uploads where it says so, and nothing that is empty or too large', () => {
    const { mediaId: _, url: __, ...photo } = examplePhoto
    const upload = channel.upload?.(photo, account)
    assert.equal(upload !== undefined, attachments.by === 'upload' && attachments.perMessage > 0)
    if (upload === undefined) return

    assert.ok(upload.kind === 'step')
    assertRequest(upload.request)
    for (const size of [0, attachments.maxBytes + 1]) {
      assert.equal(channel.upload?.({ ...photo, size }, account).kind, 'refused', `${size} bytes`)
    }
  })

  if (capabilities.choices !== null) {
    const { most, maxTitle } = capabilities.choices
    const choicesOf = (count: number, length: number): OutboundMessage['choices'] =>
      Array.from({ length: count }, (_, index) => ({ id: `choice-${index}`, title: String(index).padEnd(length, 'x') }))

    test('offers as many choices as it declares, and refuses more and longer ones', () => {
      assert.notEqual(render({ choices: choicesOf(most, maxTitle) }).kind, 'refused')
      assertRefused({ choices: choicesOf(most + 1, 2) }, 'too many choices', 'unsupported_content')
      assertRefused({ choices: choicesOf(1, maxTitle + 1) }, 'a choice that is too long', 'unsupported_content')
    })
  }

  for (const [why, change] of Object.entries(example.refuses ?? {})) {
    test(`refuses ${why}`, () => assertRefused(change, why))
  }
}

function ordinary(feature: OutboundFeature, capabilities: Capabilities): Partial<OutboundMessage> {
  switch (feature) {
    case 'image':
    case 'audio':
    case 'voice':
    case 'video':
    case 'document':
      return { text: '', attachments: [fileOf(files[feature], capabilities)] }
    case 'reply':
      return { replyTo: { providerId: 'provider-id-1', data: {} } }
    case 'choice':
      return { choices: [{ id: 'yes', title: 'Yes' }] }
    case 'template':
      return { template: { name: 'order_update', language: 'en_US', header: {}, body: { '1': 'Mara' }, buttons: [] } }
    case 'text':
    case 'typing':
    case 'mark_read':
      return {}
    default:
      return feature satisfies never
  }
}

/** With what the server gives it on this type's way of sending, and nothing else. */
function fileOf(change: Partial<SentAttachment>, { attachments: { by } }: Capabilities): SentAttachment {
  const { mediaId, url } = examplePhoto
  return { ...examplePhoto, mediaId: by === 'upload' ? mediaId : null, url: by === 'url' ? url : null, ...change }
}

function assertRequest({ url, headers, body }: ProviderRequest): void {
  assert.match(URL.parse(url)?.protocol ?? '', /^https?:$/)
  for (const [name, value] of Object.entries(headers)) new Headers().set(name, value)
  if (body.kind === 'json') assert.deepEqual(JSON.parse(JSON.stringify(body.value)), body.value, 'is JSON as it stands')
}
