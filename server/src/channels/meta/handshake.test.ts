import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleWebhook } from '../testing/example.ts'
import { handshake } from './handshake.ts'

const right = { 'hub.mode': 'subscribe', 'hub.verify_token': 'our-own-token', 'hub.challenge': '1158201444' }

test('gives the challenge back to whoever knows the token', () => {
  assert.deepEqual(answer(right), { status: 200, text: '1158201444' })
  assert.deepEqual(answer({ ...right, 'hub.challenge': 'aB-9_' }), { status: 200, text: 'aB-9_' })
})

test('refuses another token, mode, or nothing at all', () => {
  assert.deepEqual(answer({ ...right, 'hub.verify_token': 'our-own-tokem' }), { status: 403 })
  assert.deepEqual(answer({ ...right, 'hub.verify_token': '' }), { status: 403 })
  assert.deepEqual(answer({ ...right, 'hub.mode': 'unsubscribe' }), { status: 403 })
  assert.deepEqual(answer({}), { status: 403 })
})

test('refuses a challenge that is markup', () => {
  for (const challenge of ['<script>alert(1)</script>', '', 'a b', 'a\nb', 'ä', 'a'.repeat(257)]) {
    assert.deepEqual(answer({ ...right, 'hub.challenge': challenge }), { status: 403 })
  }
})

test('refuses everybody while the token is empty', () => {
  assert.deepEqual(answer({ ...right, 'hub.verify_token': '' }, ''), { status: 403 })
})

function answer(query: Record<string, string>, verifyToken = 'our-own-token'): ReturnType<typeof handshake> {
  const request = { ...exampleWebhook(''), method: 'GET', query: new URLSearchParams(query) }
  return handshake(request, { secrets: { verifyToken } })
}
