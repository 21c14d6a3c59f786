import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid } from '../conversations/examples.ts'
import { contactExample } from './examples.ts'
import { mergedContact } from './merged-contact.ts'

const phone = {
  id: uuid(1),
  channelId: uuid(31),
  channelType: 'whatsapp',
  address: '+4900000',
  isVerified: true,
  phone: '+4900000',
  email: null,
  standing: 'ok',
} as const
const visitor = {
  id: uuid(2),
  channelId: uuid(32),
  channelType: 'webchat',
  address: 'visitor:1',
  isVerified: false,
  phone: null,
  email: null,
  standing: 'ok',
} as const

test('addresses and tags are joined', () => {
  const stays = contactExample({ identities: [phone], tags: ['vip', 'refund'] })
  const goes = contactExample({ identities: [visitor], tags: ['refund', 'new'] })

  const { identities, tags } = mergedContact(stays, goes)

  assert.deepEqual(identities, [phone, visitor])
  assert.deepEqual(tags, ['vip', 'refund', 'new'])
})

test('what is missing is gained; what both have stays as it was', () => {
  const stays = contactExample({ email: 'ana@example.com', stage: null, fields: { city: 'Hamburg' } })
  const goes = contactExample({
    email: 'a.alvarez@example.com',
    stage: 'lead',
    phone: '+4900000',
    fields: { city: 'Bremen', size: 9 },
  })

  const { gains, kept } = mergedContact(stays, goes)

  assert.deepEqual(gains, [
    { what: 'phone', value: '+4900000' },
    { what: 'stage', value: 'lead' },
    { what: 'field', value: 'size: 9' },
  ])
  assert.deepEqual(kept, [
    { what: 'email', value: 'ana@example.com', other: 'a.alvarez@example.com' },
    { what: 'field', value: 'city: Hamburg', other: 'Bremen' },
  ])
})

test('what is the same in both is not worth a word', () => {
  const contact = contactExample({ email: 'ana@example.com', fields: { city: 'Hamburg' } })

  const { gains, kept } = mergedContact(contact, contact)

  assert.deepEqual([gains, kept], [[], []])
})
