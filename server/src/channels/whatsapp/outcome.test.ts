import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeliveryOutcome, ProviderAnswer } from '../channel.ts'
import { outcome } from './outcome.ts'

const html = '<html><head><title>502 Bad Gateway</title></head></html>'

test('is sent when the provider gives an id', () => {
  const body = '{"messaging_product":"whatsapp","contacts":[],"messages":[{"id":"wamid.OUT1"}]}'
  assert.deepEqual(outcome(answer(200, body)), { kind: 'sent', providerId: 'wamid.OUT1' })
})

test('is unknown when the provider agrees without an id', () => {
  for (const body of ['', '{}', '{"messages":[]}', '{"messages":[{"id":', '[]', 'null', html]) {
    assert.equal(outcome(answer(200, body)).kind, 'unknown', body)
  }
})

test('is unknown when the connection broke after the request was written, and tried again when before', () => {
  const silence = { kind: 'no_answer', detail: 'socket hang up' } as const
  assert.deepEqual(outcome({ ...silence, isWritten: true }), { kind: 'unknown', detail: 'socket hang up' })
  assert.deepEqual(outcome({ ...silence, isWritten: false }), {
    kind: 'failure',
    code: 'provider_down',
    detail: 'socket hang up',
    retry: 'later',
    retryAfterMs: null,
    isChannelBroken: false,
  })
})

test('is unknown when a gateway answers in the provider’s place', () => {
  for (const status of [500, 502, 504, 520]) {
    assert.deepEqual(outcome(answer(status, html)), { kind: 'unknown', detail: `HTTP ${status}` })
  }
})

test('is tried again when nobody was there to take it', () => {
  assert.deepEqual(brief(outcome(answer(503, html))), ['provider_down', 'later', null, false])
  assert.deepEqual(brief(outcome(answer(503, '', { 'retry-after': '7' }))), ['provider_down', 'later', 7_000, false])
})

test('is tried again when the application says that it did not take it', () => {
  assert.deepEqual(brief(outcome(answer(500, graph(131000)))), ['provider_down', 'later', null, false])
  assert.deepEqual(brief(outcome(answer(503, graph(131016)))), ['provider_down', 'later', null, false])
  assert.deepEqual(brief(outcome(answer(500, graph(987654)))), ['provider_down', 'later', null, false])
  assert.deepEqual(brief(outcome(answer(400, graph(987654, { is_transient: true })))), [
    'provider_down',
    'later',
    null,
    false,
  ])
})

test('knows what the provider’s codes mean, whatever the status and the words', () => {
  const meanings: readonly [code: number, ...ReturnType<typeof brief>][] = [
    [0, 'auth_invalid', 'never', null, true],
    [190, 'auth_invalid', 'never', null, true],
    [10, 'permission', 'never', null, true],
    [200, 'permission', 'never', null, true],
    [299, 'permission', 'never', null, true],
    [4, 'rate_limited', 'later', null, false],
    [80007, 'rate_limited', 'later', null, false],
    [130429, 'rate_limited', 'later', null, false],
    [131056, 'rate_limited', 'later', 6_000, false],
    [131047, 'window_closed', 'never', null, false],
    [131026, 'recipient_unavailable', 'never', null, false],
    [131050, 'opted_out', 'never', null, false],
    [131021, 'invalid_recipient', 'never', null, false],
    [131030, 'invalid_recipient', 'never', null, false],
    [131051, 'unsupported_content', 'never', null, false],
    [131053, 'media_error', 'never', null, false],
    [132000, 'template_error', 'never', null, false],
    [132018, 'template_error', 'never', null, false],
    [131049, 'policy', 'never', null, false],
    [368, 'policy', 'never', null, true],
    [133010, 'permission', 'never', null, true],
    [131042, 'permission', 'never', null, false],
    [100, 'unknown', 'never', null, false],
    [987654, 'unknown', 'never', null, false],
  ]
  for (const [code, ...expected] of meanings) {
    assert.deepEqual(brief(outcome(answer(400, graph(code)))), expected, `code ${code}`)
  }
})

test('tells a number that does not exist from a parameter that is wrong', () => {
  assert.deepEqual(brief(outcome(answer(400, graph(100, { error_subcode: 33 })))), ['permission', 'never', null, true])
})

test('takes the provider’s hint when to come back', () => {
  const usage = JSON.stringify({ '200000000000001': [{ call_count: 100, estimated_time_to_regain_access: 3 }, {}] })
  assert.equal(brief(outcome(answer(429, graph(80007), { 'retry-after': '30' })))[2], 30_000)
  assert.equal(brief(outcome(answer(429, graph(80007), { 'x-business-use-case-usage': usage })))[2], 180_000)
  assert.equal(brief(outcome(answer(429, graph(131056), { 'retry-after': 'soon' })))[2], 6_000)
  assert.equal(brief(outcome(answer(400, graph(131047), { 'retry-after': '30' })))[2], null)
})

test('reads a bare status when there is no error to read', () => {
  assert.deepEqual(brief(outcome(answer(429, ''))), ['rate_limited', 'later', null, false])
  assert.deepEqual(brief(outcome(answer(401, html))), ['auth_invalid', 'never', null, true])
  assert.deepEqual(brief(outcome(answer(403, html))), ['permission', 'never', null, false])
  assert.deepEqual(brief(outcome(answer(408, ''))), ['provider_down', 'later', null, false])
  assert.deepEqual(brief(outcome(answer(400, '{"error":{"message":"cut'))), ['unknown', 'never', null, false])
  assert.deepEqual(brief(outcome(answer(302, ''))), ['unknown', 'never', null, false])
})

test('gives the provider’s words, without the token in them', () => {
  const details = graph(131030, { error_data: { details: 'Recipient phone number not in allowed list' } })
  assert.equal(detail(outcome(answer(400, details))), '131030: Recipient phone number not in allowed list')

  const leak = graph(190, { message: 'Malformed access token EAAGm0PX4ZCpsBAKZBZA' })
  assert.equal(detail(outcome(answer(401, leak))), '190: Malformed access token EAA…')
})

function answer(status: number, body: string, headers: Record<string, string> = {}): ProviderAnswer {
  return { kind: 'answer', status, headers: new Headers(headers), body }
}

function graph(code: number, more: object = {}): string {
  return JSON.stringify({ error: { message: `(#${code}) words`, type: 'OAuthException', code, ...more } })
}

function brief(result: DeliveryOutcome): readonly [string, string, number | null, boolean] {
  assert.equal(result.kind, 'failure')
  return [result.code, result.retry, result.retryAfterMs, result.isChannelBroken]
}

function detail(result: DeliveryOutcome): string {
  return result.kind === 'sent' ? '' : result.detail
}
