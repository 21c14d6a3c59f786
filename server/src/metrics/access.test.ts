import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayReadMetrics } from './access.ts'

const token = 'a-token-of-the-tests'
const reader = { address: '127.0.0.1', authorization: undefined, isForwarded: false }

test('without a token this machine reads, and nobody else', () => {
  const own = { token: null, trustedProxies: 0 }

  for (const address of ['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1']) {
    assert.ok(mayReadMetrics(own, { ...reader, address }), address)
  }
  for (const address of ['10.0.0.1', '192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', 'unknown', '']) {
    assert.ok(!mayReadMetrics(own, { ...reader, address }), address)
  }
})

test('what a proxy on this machine passes on is not from this machine', () => {
  assert.ok(!mayReadMetrics({ token: null, trustedProxies: 0 }, { ...reader, isForwarded: true }))
  // One that we were told of says where it is from.
  assert.ok(mayReadMetrics({ token: null, trustedProxies: 1 }, { ...reader, isForwarded: true }))
  assert.ok(!mayReadMetrics({ token: null, trustedProxies: 1 }, { ...reader, address: '192.0.2.7', isForwarded: true }))
})

test('with a token whoever has it reads, and not even this machine without', () => {
  const own = { token, trustedProxies: 0 }

  assert.ok(mayReadMetrics(own, { ...reader, address: '192.0.2.7', authorization: `Bearer ${token}` }))
  for (const authorization of [undefined, '', token, `Bearer ${token}x`, 'Bearer ']) {
    assert.ok(!mayReadMetrics(own, { ...reader, authorization }), String(authorization))
  }
})
