import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Contact } from '@fairlead/sdk'
import { uuid } from '../conversations/examples.ts'
import { readableAddresses } from './readable-address.ts'

test('a number is shown as people dial it, and alone when the channel says the same', () => {
  assert.deepEqual(shown(identity('447700900001', { phone: '+447700900001' })), [['+447700900001', null]])
  assert.deepEqual(shown(identity('+447700900001', { phone: '+447700900001' })), [['+447700900001', null]])
})

test('what the channel calls it stands beside it when that differs', () => {
  assert.deepEqual(shown(identity('551187654321', { phone: '+5511987654321' })), [['+5511987654321', '551187654321']])
  assert.deepEqual(shown(identity('420000001', { phone: '+447700900001' })), [['+447700900001', '420000001']])
})

test('e-mail is known by its address, whatever the case', () => {
  assert.deepEqual(shown(identity('mara@example.com', { email: 'Mara@example.com' })), [['Mara@example.com', null]])
  assert.deepEqual(shown(identity('visitor:1', { email: 'mara@example.com' })), [['mara@example.com', 'visitor:1']])
})

test('what nothing more is known of is shown as it is', () => {
  assert.deepEqual(shown(identity('U4af4980629')), [['U4af4980629', null]])
})

test('two ways to one number are one address, and the same number elsewhere is another', () => {
  const phone = '+447700900001'
  const elsewhere = identity(phone, { phone, channelId: uuid(32), channelType: 'sms' })
  const two = [identity('447700900001', { phone }), identity('GB.13491208655302741918', { phone })]

  const addresses = readableAddresses([...two, elsewhere])

  assert.deepEqual(
    addresses.map(({ identities }) => identities),
    [two, [elsewhere]],
  )
  assert.deepEqual(shown(...two, elsewhere), [
    [phone, null],
    [phone, null],
  ])
})

type Identity = Contact['identities'][number]

function identity(address: string, given: Partial<Identity> = {}): Identity {
  return {
    ...{ id: uuid(1), channelId: uuid(31), channelType: 'whatsapp', address, isVerified: true },
    ...{ phone: null, email: null, standing: 'ok' },
    ...given,
  }
}

function shown(...identities: Identity[]) {
  return readableAddresses(identities).map(({ shown, own }) => [shown, own])
}
