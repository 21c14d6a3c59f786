import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleAnswer } from '../testing/example.ts'
import { outcome } from './outcome.ts'

test('Twilio’s id is the message’s', () => {
  assert.deepEqual(answered(201, { sid: 'SM1', status: 'queued', error_code: null }), {
    kind: 'sent',
    providerId: 'SM1',
  })
})

test('a message that failed at once did not go out', () => {
  const failed = answered(201, { sid: 'SM1', status: 'failed', error_code: 30007, error_message: 'Filtered' })
  assert.deepEqual(failed.kind === 'failure' && [failed.code, failed.detail], ['policy', '30007: Filtered'])
})

test('reads the errors by their numbers', () => {
  const table: readonly (readonly [status: number, code: number, expected: string])[] = [
    [401, 20003, 'auth_invalid never broken'],
    [404, 20404, 'auth_invalid never broken'],
    [429, 20429, 'rate_limited later'],
    [500, 20500, 'provider_down later'],
    [400, 21211, 'invalid_recipient never'],
    [400, 21212, 'permission never broken'],
    [400, 21408, 'permission never'],
    [400, 21606, 'permission never broken'],
    [400, 21609, 'permission never broken'],
    [400, 21610, 'opted_out never'],
    [400, 21611, 'rate_limited later'],
    [400, 21612, 'invalid_recipient never'],
    [400, 21614, 'invalid_recipient never'],
    [400, 21617, 'unsupported_content never'],
    [400, 21620, 'media_error never'],
    [400, 21659, 'permission never broken'],
    [400, 21705, 'permission never broken'],
    [400, 99999, 'unknown never'],
    [503, 99999, 'provider_down later'],
  ]
  for (const [status, code, expected] of table) {
    const result = answered(status, { code, message: 'Words', status })
    assert.ok(result.kind === 'failure')
    const { isChannelBroken, retry, detail } = result
    assert.equal(`${result.code} ${retry}${isChannelBroken ? ' broken' : ''}`, expected, `${code}`)
    assert.equal(detail, `${code}: Words`)
  }
})

test('waits as long as it is told', () => {
  const answer = exampleAnswer(429, '{"code":20429,"message":"Too Many Requests"}', { 'retry-after': '7' })
  const result = outcome(answer)
  assert.equal(result.kind === 'failure' && result.retryAfterMs, 7_000)
})

test('what may have gone out is unknown', () => {
  const gateway = '<html><h1>Bad Gateway</h1></html>'
  const answers = [
    { kind: 'no_answer', isWritten: true, detail: 'timed out' } as const,
    exampleAnswer(201, '{"sid":"SM1"'),
    exampleAnswer(500, ''),
    exampleAnswer(502, gateway),
    exampleAnswer(504, gateway),
  ]
  for (const answer of answers) assert.equal(outcome(answer).kind, 'unknown')
})

test('what certainly did not go out is sent again', () => {
  const answers = [
    { kind: 'no_answer', isWritten: false, detail: 'refused' } as const,
    exampleAnswer(503, '<html></html>'),
    exampleAnswer(429, ''),
  ]
  for (const answer of answers) {
    const result = outcome(answer)
    assert.equal(result.kind === 'failure' && result.retry, 'later')
  }
})

function answered(status: number, body: unknown): ReturnType<typeof outcome> {
  return outcome(exampleAnswer(status, JSON.stringify(body)))
}
