import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hmac, isRecent, isSameSecret, isSigned } from './signature.ts'

// RFC 4231, test case 2, and RFC 2202 with the same key and data.
const sha256 = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
const sha1 = 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'
const words = 'what do ya want for nothing?'

test('signs as the standard says', () => {
  assert.equal(hmac('sha256', 'Jefe', words, 'hex'), sha256)
  assert.equal(hmac('sha1', 'Jefe', words, 'hex'), sha1)
  assert.equal(hmac('sha256', 'Jefe', new TextEncoder().encode(words), 'base64'), base64(sha256))
})

test('signs pieces as it signs the whole', () => {
  assert.equal(hmac('sha256', 'Jefe', ['what do ', new TextEncoder().encode('ya want for nothing?')], 'hex'), sha256)
})

test('accepts the right signature, in capitals too where it is hex', () => {
  assert.ok(isSigned(sha256, 'Jefe', words))
  assert.ok(isSigned(sha256.toUpperCase(), 'Jefe', words))
  assert.ok(isSigned(base64(sha1), 'Jefe', words, { algorithm: 'sha1', encoding: 'base64' }))
})

test('refuses any other', () => {
  for (const claimed of [
    null,
    undefined,
    '',
    sha256.slice(0, -1),
    `${sha256}0`,
    sha1,
    base64(sha256),
    'ä'.repeat(64),
  ]) {
    assert.equal(isSigned(claimed, 'Jefe', words), false, String(claimed))
  }
  assert.equal(isSigned(base64(sha256).toLowerCase(), 'Jefe', words, { encoding: 'base64' }), false)
  assert.equal(isSigned(sha256, 'jefe', words), false)
})

test('knows no signature by an empty secret', () => {
  assert.equal(isSigned(hmac('sha256', '', words, 'hex'), '', words), false)
})

test('compares texts, and takes an empty one for none', () => {
  assert.ok(isSameSecret('token', 'token'))
  for (const [one, other] of [
    ['token', 'tokem'],
    ['token', 'toke'],
    ['', ''],
    [null, null],
    ['token', undefined],
  ]) {
    assert.equal(isSameSecret(one, other), false)
  }
})

test('five minutes are recent, on either side', () => {
  assert.ok(isRecent(1_000_000, 1_300_000))
  assert.ok(isRecent(1_300_000, 1_000_000))
  for (const at of [999_999, 1_600_001, Number.NaN, Number.POSITIVE_INFINITY])
    assert.equal(isRecent(at, 1_300_000), false)
})

function base64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64')
}
