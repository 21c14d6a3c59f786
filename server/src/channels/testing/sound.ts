import assert from 'node:assert/strict'
import { message, messageKind } from '@fairlead/sdk'
import type { InboundEvent, InboundMessage, Sender } from '../inbound.ts'

const content = message.shape.content.strict()
const LATEST = 8_640_000_000_000_000
const MAX_ID = 1_000

/** Whatever came in, what an adapter makes of it can be stored, indexed and shown. */
export function assertSound(event: InboundEvent): void {
  assert.ok(isStorable(event), 'holds what PostgreSQL refuses')
  if (event.kind === 'ignored') {
    assert.ok(event.what !== '' && event.what.length <= 500, 'is ignored by name')
  } else {
    assertId(event.accountId)
    assert.ok(Number.isSafeInteger(event.at) && event.at >= 0 && event.at <= LATEST, `at: ${event.at}`)
    if ('contact' in event) assertSender(event.contact)
    assertOwn(event)
  }
}

function assertOwn(event: Exclude<InboundEvent, { kind: 'ignored' }>): void {
  switch (event.kind) {
    case 'message':
      assertMessage(event)
      break
    case 'reaction':
      assertId(event.targetProviderId)
      assert.ok(event.emoji === null || event.emoji !== '', 'an emoji, or none')
      break
    case 'edit':
      assertId(event.targetProviderId)
      assert.equal(typeof event.text, 'string')
      break
    case 'deletion':
      assertId(event.targetProviderId)
      break
    case 'status':
      assertId(event.providerId)
      assert.equal(event.error !== null, event.status === 'failed', 'an error where it failed')
      break
    case 'address_change':
      assertId(event.oldAddress)
      assertId(event.newAddress)
      break
    case 'account':
      assert.ok(event.detail !== '' && event.detail.length <= 500, 'says what befell it')
      break
    case 'watermark':
    case 'standing':
      break
    default:
      event satisfies never
  }
}

function assertMessage({ providerId, message: said, data }: InboundMessage): void {
  const { kind, text, attachments, replyToProviderId } = said
  assertId(providerId)
  if (replyToProviderId !== null) assertId(replyToProviderId)
  assert.ok(messageKind.options.includes(kind), `kind: ${kind}`)
  assert.equal(typeof text, 'string')
  assert.ok(content.safeParse(said.content).success, `content: ${JSON.stringify(said.content)}`)
  for (const { mediaId, name, type, isVoice } of attachments) {
    assert.ok(typeof mediaId === 'string' && mediaId !== '', 'an attachment that can be fetched')
    assert.deepEqual([typeof (name ?? ''), typeof (type ?? ''), typeof isVoice], ['string', 'string', 'boolean'])
  }
  for (const value of Object.values(data ?? {})) assert.equal(typeof value, 'string')
}

function assertSender({ addresses, matchKeys, name, phone }: Sender): void {
  assert.ok(addresses.length > 0, 'somebody')
  for (const address of [...addresses, ...matchKeys]) assertId(address)
  assert.ok(name === null || name !== '', 'a name, or none')
  assert.ok(phone === null || /^\+\d{3,32}$/.test(phone), `phone: ${phone}`)
}

function assertId(value: string): void {
  assert.ok(typeof value === 'string' && value !== '' && value.length <= MAX_ID, `an id: ${String(value).slice(0, 80)}`)
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item))
}
