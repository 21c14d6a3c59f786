import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleAnswer } from '../testing/example.ts'
import { outcome } from './outcome.ts'
import { capabilities } from './render.ts'

const message = { id: '0199d5f0-0000-7000-8000-00000000000a' }
const bubbles = (...ids: readonly string[]): object => ({
  sentMessages: ids.map((id) => ({ id, quoteToken: `q${id}` })),
})

test('the last bubble’s id is the message’s, with what is needed to quote it', () => {
  const expected = { kind: 'sent', providerId: '532188990011229999', data: { quoteToken: 'q532188990011229999' } }
  assert.deepEqual(answered(200, bubbles('532188990011229998', '532188990011229999')), expected)
})

test('a key that was taken before is sent, as what it was then', () => {
  const again = { message: 'The retry key is already accepted', ...bubbles('1') }
  assert.deepEqual(answered(409, again), { kind: 'sent', providerId: '1', data: { quoteToken: 'q1' } })
  const headers = { 'x-line-accepted-request-id': '123e4567' }
  assert.deepEqual(outcome(exampleAnswer(409, '{}', headers), message), { kind: 'sent', providerId: '123e4567' })
  assert.deepEqual(answered(409, {}), { kind: 'sent', providerId: message.id })
})

test('whatever is in doubt is asked again under the same key', () => {
  const inDoubt = [
    { kind: 'no_answer', isWritten: true, detail: 'timed out' } as const,
    exampleAnswer(200, '{"sentMess'),
    exampleAnswer(500, '{"message":"Internal Server Error"}'),
    exampleAnswer(502, '<html></html>'),
  ]
  for (const answer of inDoubt) assert.equal(outcome(answer, message).kind, 'unknown', JSON.stringify(answer))
  assert.ok(capabilities.isRepeatable)

  const notTaken = [
    { kind: 'no_answer', isWritten: false, detail: 'refused' } as const,
    exampleAnswer(503, ''),
    exampleAnswer(429, '{"message":"Too many requests"}'),
  ]
  for (const answer of notTaken) {
    const result = outcome(answer, message)
    assert.equal(result.kind === 'failure' && result.retry, 'later', JSON.stringify(answer))
  }
})

test('reads the errors by status and words', () => {
  const property = (name: string): object => ({
    message: 'The request body has 1 error(s)',
    details: [{ message: 'is wrong', property: name }],
  })
  const table: readonly (readonly [status: number, body: object, expected: string])[] = [
    [401, { message: 'Authentication failed' }, 'auth_invalid never broken'],
    [403, { message: 'Access to this API is not available for your account' }, 'permission never broken'],
    [429, { message: 'You have reached your monthly limit.' }, 'rate_limited never broken'],
    [429, { message: 'The API rate limit has been exceeded. Try again later.' }, 'rate_limited later'],
    [400, { message: 'Failed to send messages' }, 'invalid_recipient never'],
    [
      400,
      { message: "The property, 'to', in the request body is invalid (line: -, column: -)" },
      'invalid_recipient never',
    ],
    [400, property('to'), 'invalid_recipient never'],
    [400, property('messages[0].text'), 'unsupported_content never'],
    [400, property('messages[0].previewImageUrl'), 'media_error never'],
    [400, { message: 'Nobody knows' }, 'unknown never'],
    [404, { message: 'Not found' }, 'unknown never'],
    [503, {}, 'provider_down later'],
  ]
  for (const [status, body, expected] of table) {
    const result = answered(status, body)
    assert.ok(result.kind === 'failure')
    assert.equal(`${result.code} ${result.retry}${result.isChannelBroken ? ' broken' : ''}`, expected)
  }
  const detailed = answered(400, property('messages[0].text'))
  assert.equal(
    detailed.kind === 'failure' && detailed.detail,
    'HTTP 400: The request body has 1 error(s); messages[0].text: is wrong',
  )
})

function answered(status: number, body: object): ReturnType<typeof outcome> {
  return outcome(exampleAnswer(status, JSON.stringify(body)), message)
}
