import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleAnswer } from '../testing/example.ts'
import { outcome } from './outcome.ts'

test('takes a message for sent only with code 0 and an id, however long', () => {
  assert.deepEqual(answered({ code: 0, message: 'OK', data: { message: { message_id: '7439000111222333500' } } }), {
    kind: 'sent',
    providerId: '7439000111222333500',
  })
  const long = '{"code":0,"message":"OK","data":{"message":{"message_id":7439000111222333501}}}'
  assert.deepEqual(outcome(exampleAnswer(200, long)), { kind: 'sent', providerId: '7439000111222333501' })
})

test('reads a code as the error it is, though HTTP says 200', () => {
  const told = (code: number, message: string) => {
    const read = answered({ code, message, data: {} })
    return read.kind === 'failure' ? [read.code, read.retry, read.isChannelBroken] : [read.kind]
  }
  assert.deepEqual(told(40105, 'Access token is incorrect or has been revoked'), ['auth_invalid', 'never', true])
  assert.deepEqual(told(40064, 'Messages are being sent too quickly'), ['rate_limited', 'later', false])
  assert.deepEqual(told(40064, 'The message is blocked'), ['policy', 'never', false])
  assert.deepEqual(told(40100, 'Requests made too frequently'), ['rate_limited', 'later', false])
  assert.deepEqual(told(40001, 'No permission'), ['permission', 'never', false])
  assert.deepEqual(told(40002, 'recipient: Invalid conversation id'), ['invalid_recipient', 'never', false])
  assert.deepEqual(told(40002, 'Outside of the 48-hour window'), ['window_closed', 'never', false])
  assert.deepEqual(told(40908, 'Unsupported file'), ['media_error', 'never', false])
  assert.deepEqual(told(50000, 'System error'), ['provider_down', 'later', false])
  assert.deepEqual(told(70001, 'Something new'), ['unknown', 'never', false])
})

test('leaves open what may have gone out', () => {
  for (const answer of [
    { kind: 'no_answer', isWritten: true, detail: 'cut' } as const,
    exampleAnswer(200, '{"code":0,"mess'),
    exampleAnswer(200, '{"code":0,"data":{}}'),
    exampleAnswer(502, '<html>'),
  ]) {
    assert.equal(outcome(answer).kind, 'unknown')
  }
})

test('tries again what certainly did not, when the provider says', () => {
  const never = outcome({ kind: 'no_answer', isWritten: false, detail: 'refused' })
  assert.deepEqual(never.kind === 'failure' && [never.code, never.retry], ['provider_down', 'later'])
  const busy = outcome(exampleAnswer(429, '', { 'retry-after': '7' }))
  assert.deepEqual(busy.kind === 'failure' && [busy.code, busy.retryAfterMs], ['rate_limited', 7000])
  const down = outcome(exampleAnswer(503, ''))
  assert.equal(down.kind === 'failure' && down.retry, 'later')
})

function answered(body: object) {
  return outcome(exampleAnswer(200, JSON.stringify(body)))
}
