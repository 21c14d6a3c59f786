import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { sessionRequest } from '@fairlead/sdk'
import { now } from '../db/clock.ts'
import { secrets } from '../testing/scene.ts'
import { makeVisitorToken, tryVisitorToken, uploaderIdOf, type Visitor, verifyIdentity } from './visitor.ts'

const channelId = '01a00000-0000-7000-8000-000000000001'
const profile = { name: 'Mara Muster', email: 'mara@example.com', locale: 'de' }
const visitor: Visitor = { channelId, address: 'visitor:1', profile }
const day = 86_400_000

test('a token says who it was made for', () => {
  assert.deepEqual(tryVisitorToken(secrets, channelId, makeVisitorToken(secrets, visitor)), visitor)
})

test('a token is good for its channel only', () => {
  const token = makeVisitorToken(secrets, visitor)

  assert.equal(tryVisitorToken(secrets, '01a00000-0000-7000-8000-000000000002', token), null)
  assert.equal(tryVisitorToken(secrets, channelId, `${token}x`), null)
})

test('a token of other claims is none', () => {
  for (const claims of [{}, [], { channelId, address: 1, profile, issuedAt: 1 }, { channelId, address: 'user:1' }]) {
    assert.equal(tryVisitorToken(secrets, channelId, secrets.sign(claims)), null)
  }
})

test('a signed-in customer is forgotten after a month, an anonymous one is not', () => {
  const read = (address: string, days: number) =>
    tryVisitorToken(secrets, channelId, secrets.sign({ ...visitor, address, issuedAt: now() - days * day }))

  assert.ok(read('user:1', 29))
  assert.equal(read('user:1', 31), null)
  assert.ok(read('visitor:1', 31))
})

test('every token can be brought back', () => {
  const longest = { name: '名'.repeat(120), email: `${'m'.repeat(242)}@example.com`, locale: 'x'.repeat(20) }
  const visitorToken = makeVisitorToken(secrets, { channelId, address: `user:${'客'.repeat(200)}`, profile: longest })

  assert.ok(sessionRequest.safeParse({ visitorToken }).success, `${visitorToken.length} characters`)
})

test('an identity counts with the HMAC of its id, and with no secret never', () => {
  const hash = (secret: string) => createHmac('sha256', secret).update('customer-7').digest('hex')

  assert.equal(verifyIdentity({ userId: 'customer-7', hash: hash('s3cret') }, 's3cret'), 'user:customer-7')
  assert.equal(
    verifyIdentity({ userId: 'customer-7', hash: hash('s3cret').toUpperCase() }, 's3cret'),
    'user:customer-7',
  )
  assert.equal(verifyIdentity({ userId: 'customer-8', hash: hash('s3cret') }, 's3cret'), null)
  assert.equal(verifyIdentity({ userId: 'customer-7', hash: hash('') }, ''), null)
  assert.equal(verifyIdentity({ userId: 'customer-7', hash: '' }, 's3cret'), null)
  assert.equal(verifyIdentity({ userId: 'customer-7' }, 's3cret'), null)
})

test('uploads are told apart by channel and address', () => {
  const ids = [visitor, { ...visitor, address: 'visitor:2' }, { ...visitor, channelId: 'another' }].map(uploaderIdOf)

  assert.equal(new Set(ids).size, 3)
  assert.equal(uploaderIdOf({ ...visitor, profile: { ...profile, name: null } }), ids[0])
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
})
