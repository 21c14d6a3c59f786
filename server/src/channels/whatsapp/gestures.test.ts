import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleAnswer as answer } from '../testing/example.ts'
import { check } from './check.ts'
import { markRead, typing } from './gestures.ts'
import { account } from './testing.ts'

const last = { providerId: 'wamid.TXT2', data: {} }
const revoked = answer(401, '{"error":{"message":"Session has expired","code":190}}')

test('marks the last message as read, and all before it with it', () => {
  const { request, read } = markRead('447700900001', last, account)
  assert.equal(request.url, 'https://graph.facebook.com/v25.0/100000000000001/messages')
  const value = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.TXT2' }
  assert.deepEqual(request.body, { kind: 'json', value })
  assert.deepEqual(read(answer(200, '{"success":true}')), { kind: 'done', value: null })
  const failed = read(revoked)
  assert.equal(failed.kind === 'failure' && failed.isChannelBroken, true)
})

test('shows that somebody writes beside the last message, and nowhere where there is none', () => {
  const shown = typing('447700900001', last, account)
  assert.ok(shown.kind === 'step' && shown.request.body.kind === 'json')
  assert.deepEqual(Object(shown.request.body.value).typing_indicator, { type: 'text' })
  assert.deepEqual(typing('447700900001', null, account), { kind: 'done', value: null })
})

test('asks whose number it is', () => {
  const { request, read } = check(account)
  assert.match(request.url, /\/100000000000001\?fields=display_phone_number%2Cverified_name$/)
  const body = '{"display_phone_number":"+1 555 010 0001","verified_name":"Example Shop","id":"100000000000001"}'
  assert.deepEqual(read(answer(200, body)), {
    kind: 'done',
    value: { name: 'Example Shop', settings: { displayPhoneNumber: '+1 555 010 0001' } },
  })
  assert.deepEqual(read(answer(200, '{}')), { kind: 'done', value: { name: '', settings: {} } })
  assert.equal(read(revoked).kind, 'failure')
})
