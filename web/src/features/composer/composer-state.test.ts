import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChannelType, Contact } from '@fairlead/sdk'
import { conversationExample, uuid } from '../conversations/examples.ts'
import { composerStateOf } from './composer-state.ts'

const now = Date.parse('2026-01-02T12:00:00.000Z')
const before = '2026-01-02T11:00:00.000Z'
const after = '2026-01-02T13:00:00.000Z'

test('a closed conversation is reopened first, whatever else holds', () => {
  const conversation = conversationExample({ status: 'closed', channelType: 'whatsapp', windowEndsAt: before })

  assert.deepEqual(composerStateOf(conversation, [identity('blocked')], now), { kind: 'conversation_closed' })
})

test('whoever does not want to be written to is not', () => {
  assert.deepEqual(state({}, [identity('opted_out')]), { kind: 'refused', standing: 'opted_out' })
  assert.deepEqual(state({}, [identity('blocked')]), { kind: 'refused', standing: 'blocked' })
})

test('what was said on another channel, or of another number of theirs, does not count', () => {
  assert.deepEqual(state({}, [{ ...identity('blocked'), channelId: uuid(99) }]), { kind: 'open', humanUntil: null })
  assert.deepEqual(state({}, [identity('blocked'), identity('ok')]), { kind: 'open', humanUntil: null })
  assert.deepEqual(state({}, []), { kind: 'open', humanUntil: null })
})

test('without a window, and within one, anything may be written', () => {
  assert.deepEqual(state({ channelType: 'telegram' }), { kind: 'open', humanUntil: null })
  assert.deepEqual(state({ channelType: 'tiktok', windowEndsAt: after }), { kind: 'open', humanUntil: null })
})

test('after the window people may still write where the provider lets them', () => {
  assert.deepEqual(state({ channelType: 'messenger', windowEndsAt: before, humanWindowEndsAt: after }), {
    kind: 'open',
    humanUntil: after,
  })
})

test('after that a template can be sent by those who have templates, and the others say since when and why', () => {
  assert.deepEqual(state({ channelType: 'whatsapp', windowEndsAt: before }), { kind: 'template' })
  assert.deepEqual(state({ channelType: 'tiktok', windowEndsAt: before }), {
    kind: 'window_over',
    endedAt: before,
    hours: 48,
  })
  assert.deepEqual(state({ channelType: 'instagram', windowEndsAt: before }), {
    kind: 'window_over',
    endedAt: before,
    hours: 24,
  })
  assert.deepEqual(state({ channelType: 'messenger', windowEndsAt: before, humanWindowEndsAt: before }), {
    kind: 'window_over',
    endedAt: before,
    hours: 168,
  })
})

type Changes = Readonly<{ channelType?: ChannelType; windowEndsAt?: string; humanWindowEndsAt?: string }>

function state(changes: Changes, identities: Contact['identities'] = [identity('ok')]) {
  return composerStateOf(conversationExample(changes), identities, now)
}

function identity(standing: Contact['identities'][number]['standing']): Contact['identities'][number] {
  return {
    id: uuid(1),
    channelId: uuid(31),
    channelType: 'sms',
    address: '+15035550147',
    isVerified: true,
    phone: '+15035550147',
    email: null,
    standing,
  }
}
