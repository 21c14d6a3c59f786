import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderAnswer } from '../channel.ts'
import { exampleAnswer } from '../testing/example.ts'
import { outcome } from './outcome.ts'

test('a message that was taken is known by its chat and its number there', () => {
  const sent = { ok: true, result: { message_id: 1851, chat: { id: 5528190347, type: 'private' }, date: 1 } }
  assert.deepEqual(outcome(answer(200, sent)), { kind: 'sent', providerId: '5528190347:1851' })

  const forBusiness = { ...sent, result: { ...sent.result, business_connection_id: 'Qk9P' } }
  assert.deepEqual(outcome(answer(200, forBusiness)), {
    kind: 'sent',
    providerId: '5528190347:1851:Qk9P',
    data: { connection: 'Qk9P' },
  })
})

test('errors are told by their number and how they begin', () => {
  const errors: readonly (readonly [code: number, description: string, means: string])[] = [
    [401, 'Unauthorized', 'auth_invalid never broken'],
    [404, 'Not Found', 'auth_invalid never broken'],
    [409, 'Conflict: terminated by other getUpdates request', 'permission never broken'],
    [403, 'Forbidden: bot was blocked by the user', 'recipient_blocked never'],
    [403, 'Forbidden: user is deactivated', 'recipient_unavailable never'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'invalid_recipient never'],
    [403, "Forbidden: bot can't send messages to bots", 'invalid_recipient never'],
    [403, 'Forbidden: something new', 'permission never'],
    [400, 'Bad Request: chat not found', 'invalid_recipient never'],
    [400, 'Bad Request: PEER_ID_INVALID', 'invalid_recipient never'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'invalid_recipient never'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'unsupported_content later'],
    [400, 'Bad Request: message is too long', 'unsupported_content never'],
    [400, 'Bad Request: message caption is too long', 'unsupported_content never'],
    [400, 'Bad Request: message text is empty', 'unsupported_content never'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'unsupported_content never'],
    [400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 'unsupported_content never'],
    [400, 'Bad Request: file is too big', 'media_error never'],
    [400, 'Bad Request: PHOTO_INVALID_DIMENSIONS', 'media_error never'],
    [400, 'Bad Request: IMAGE_PROCESS_FAILED', 'media_error never'],
    [400, 'Bad Request: wrong file identifier/HTTP URL specified', 'media_error never'],
    [400, 'Bad Request: failed to get HTTP URL content', 'media_error never'],
    [400, 'Bad Request: BUSINESS_PEER_USAGE_MISSING', 'window_closed never'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'permission never'],
    [400, 'Bad Request: something new', 'unknown never'],
    [413, 'Request Entity Too Large', 'media_error never'],
    [429, 'Too Many Requests: retry after 17', 'rate_limited later'],
    [500, 'Internal Server Error', 'provider_down later'],
    [503, 'Service Unavailable', 'provider_down later'],
  ]
  for (const [code, description, means] of errors) {
    assert.equal(meaning(answer(code, { ok: false, error_code: code, description })), means, description)
  }
})

test('waits as long as the provider says', () => {
  const body = { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 17 } }
  const failed = outcome(answer(429, body))
  assert.equal(failed.kind === 'failure' && failed.retryAfterMs, 17_000)

  const hinted = outcome(exampleAnswer(503, '', { 'retry-after': '4' }))
  assert.equal(hinted.kind === 'failure' && hinted.retryAfterMs, 4_000)
})

test('does not follow a chat that has moved, for only groups do', () => {
  const parameters = { migrate_to_chat_id: -1009876543210 }
  const body = { ok: false, error_code: 400, description: 'Bad Request: something about groups', parameters }
  assert.equal(meaning(answer(400, body)), 'invalid_recipient never')
})

test('what may have gone out is unknown', () => {
  const stopped = { ok: false, error_code: 500, description: 'Internal Server Error: restart' }
  const inDoubt: readonly ProviderAnswer[] = [
    { kind: 'no_answer', isWritten: true, detail: 'timeout' },
    answer(200, { ok: true, result: { date: 1 } }),
    exampleAnswer(200, '{"ok":true,"result":{"mess'),
    exampleAnswer(502, '<html>Bad Gateway</html>'),
    exampleAnswer(500, ''),
    answer(502, { ok: false, error_code: 502, description: 'Bad Gateway' }),
    answer(500, stopped),
  ]
  for (const each of inDoubt) assert.equal(outcome(each).kind, 'unknown', JSON.stringify(each))
})

test('what certainly did not go out is tried again', () => {
  const detail = 'connect ECONNREFUSED'
  assert.equal(meaning({ kind: 'no_answer', isWritten: false, detail }), 'provider_down later')
  assert.equal(meaning(exampleAnswer(503, '')), 'provider_down later')
  assert.equal(meaning(exampleAnswer(404, '<html>nginx</html>')), 'unknown never')
})

test('no error repeats the token', () => {
  const detail = 'https://api.telegram.org/bot7000112233:AAInventedTokenOfNoUse_0123456789abc/sendMessage hung up'
  for (const each of [
    outcome({ kind: 'no_answer', isWritten: true, detail }),
    outcome({ kind: 'no_answer', isWritten: false, detail }),
    outcome(exampleAnswer(502, detail)),
    outcome(answer(400, { ok: false, error_code: 400, description: detail })),
  ]) {
    assert.match(JSON.stringify(each), /bot…\/sendMessage/)
    assert.doesNotMatch(JSON.stringify(each), /Invented/)
  }
})

function answer(status: number, body: object): ProviderAnswer {
  return exampleAnswer(status, JSON.stringify(body))
}

function meaning(of: ProviderAnswer): string {
  const failed = outcome(of)
  if (failed.kind !== 'failure') return failed.kind
  return `${failed.code} ${failed.retry}${failed.isChannelBroken ? ' broken' : ''}`
}
