import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleAnswer as answer, exampleMessage } from '../../testing/example.ts'
import { outcome } from './outcome.ts'

const message = exampleMessage({ to: '6000000000000001' })
const late = { ...message, last: { providerId: 'm_TXT1', data: {}, at: message.now - 25 * 60 * 60 * 1000 } }

test('is sent when the provider gives an id', () => {
  const body = '{"recipient_id":"6000000000000001","message_id":"m_OUT1"}'
  assert.deepEqual(outcome(answer(200, body), message), { kind: 'sent', providerId: 'm_OUT1' })
})

test('waits for the echo while it is in doubt', () => {
  const doubts = [
    answer(200, '{}'),
    answer(502, '<html>'),
    { kind: 'no_answer', isWritten: true, detail: 'timeout' } as const,
  ]
  for (const doubt of doubts) assert.equal(outcome(doubt, message).kind, 'unknown')
  const refused = outcome({ kind: 'no_answer', isWritten: false, detail: 'refused' }, message)
  assert.equal(refused.kind === 'failure' && refused.retry, 'later')
})

test('knows what the provider’s codes mean, whatever the status and the words', () => {
  const meanings: readonly [code: number, subcode: number | null, ...expected: unknown[]][] = [
    [10, 2018278, 'window_closed', 'never', false],
    [10, 2018065, 'window_closed', 'never', false],
    [10, 2018300, 'window_closed', 'never', false],
    [10, 2534022, 'window_closed', 'never', false],
    [10, null, 'permission', 'never', true],
    [551, 1545041, 'recipient_unavailable', 'never', false],
    [551, null, 'recipient_unavailable', 'never', false],
    [2534001, null, 'recipient_unavailable', 'never', false],
    [100, 2018001, 'invalid_recipient', 'never', false],
    [100, 2534014, 'invalid_recipient', 'never', false],
    [100, 2018109, 'media_error', 'never', false],
    [100, 2018108, 'media_error', 'never', false],
    [100, 33, 'permission', 'never', true],
    [100, null, 'unknown', 'never', false],
    [200, null, 'permission', 'never', false],
    [190, 463, 'auth_invalid', 'never', true],
    [102, null, 'auth_invalid', 'never', true],
    [4, null, 'rate_limited', 'later', false],
    [32, null, 'rate_limited', 'later', false],
    [613, 2534040, 'rate_limited', 'later', false],
    [80002, null, 'rate_limited', 'later', false],
    [80006, null, 'rate_limited', 'later', false],
    [2, 2018344, 'provider_down', 'later', false],
    [1200, null, 'provider_down', 'later', false],
    [368, null, 'policy', 'never', true],
    [230, null, 'permission', 'never', false],
    [987654, null, 'unknown', 'never', false],
  ]
  for (const [code, subcode, ...expected] of meanings) {
    assert.deepEqual(brief(answer(400, graph(code, subcode))), expected, `${code}/${subcode}`)
  }
})

test('does not call the account broken when it was not granted late answers', () => {
  assert.deepEqual(brief(answer(400, graph(10)), late), ['window_closed', 'never', false])
  assert.deepEqual(brief(answer(401, graph(190)), late), ['auth_invalid', 'never', true])
})

test('gives the provider’s words, without either kind of token in them', () => {
  for (const token of ['EAAGm0PX4ZCpsBAKZBZA', 'IGAAm0PX4ZCpsBAKZBZA']) {
    const said = outcome(
      answer(401, JSON.stringify({ error: { code: 190, message: `Malformed access token ${token}` } })),
      message,
    )
    assert.equal(said.kind === 'failure' && said.detail, `190: Malformed access token ${token.slice(0, 3)}…`)
  }
})

function graph(code: number, subcode: number | null = null): string {
  return JSON.stringify({ error: { message: 'words', code, ...(subcode !== null && { error_subcode: subcode }) } })
}

function brief(said: ReturnType<typeof answer>, of = message): unknown {
  const result = outcome(said, of)
  assert.ok(result.kind === 'failure')
  return [result.code, result.retry, result.isChannelBroken]
}
