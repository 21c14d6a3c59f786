import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiGesture, apiMessage } from '@fairlead/sdk'
import { exampleAnswer, exampleMessage, examplePhoto, exampleWebhook } from '../testing/example.ts'
import { markRead, typing } from './gestures.ts'
import { outcome } from './outcome.ts'
import { render } from './render.ts'
import { account } from './testing.ts'
import { verify } from './verify.ts'

const message = exampleMessage({ to: 'mara-1' })

test('posts what the contract says, signed over its very bytes and known by our id', () => {
  const replyTo = { providerId: 'm-1', data: {} }
  const choices = [{ id: 'yes', title: 'Yes' }]
  const request = render({ ...message, attachments: [examplePhoto], replyTo, choices }, account)
  assert.ok(request.kind === 'request' && request.body.kind === 'json')
  const { mediaId: _, ...file } = examplePhoto
  assert.deepEqual(request.body.value, {
    type: 'message',
    id: message.id,
    conversationId: message.conversationId,
    to: 'mara-1',
    text: 'Yes, we ship to Åland',
    author: { type: 'member', name: 'Ada Agent' },
    attachments: [file],
    choices,
    replyTo: { id: 'm-1' },
  })
  assert.deepEqual(apiMessage.parse(request.body.value), request.body.value)
  assert.equal(request.headers['idempotency-key'], message.id)
  assert.equal(verify(exampleWebhook(JSON.stringify(request.body.value), request.headers), account, message.now), true)
})

test('tells that an agent read and that one writes, signed, and that it may come again', () => {
  const now = Date.parse('2026-11-13T08:24:59.123Z')
  for (const [step, value] of [
    [markRead('mara-1', { providerId: 'm-1', data: {} }, account, now), { type: 'read', to: 'mara-1', id: 'm-1' }],
    [typing('mara-1', null, account, now), { type: 'typing', to: 'mara-1' }],
  ] as const) {
    const { body, headers } = step.request
    assert.ok(body.kind === 'json')
    assert.deepEqual(body.value, { ...value, at: '2026-11-13T08:24:59.123Z' })
    assert.deepEqual(apiGesture.parse(body.value), body.value)
    assert.equal(verify(exampleWebhook(JSON.stringify(body.value), headers), account, now), true)

    assert.deepEqual(step.read(exampleAnswer(204, '')), { kind: 'done', value: null })
    const [away, unknown] = [503, 404].map((status) => step.read(exampleAnswer(status, '')))
    assert.equal(away?.kind === 'failure' && away.retry, 'later')
    assert.equal(unknown?.kind === 'failure' && unknown.retry, 'never')
  }
})

test('refuses what cannot be sent', () => {
  const refusals = [
    { text: ' ' },
    { text: 'x'.repeat(20_001) },
    { attachments: [{ ...examplePhoto, url: null }] },
    { template: { name: 'x', language: 'en', header: {}, body: {}, buttons: [] } },
  ].map((change) => render({ ...message, ...change }, account))
  assert.deepEqual(
    refusals.map((refusal) => refusal.kind === 'refused' && refusal.code),
    ['unsupported_content', 'unsupported_content', 'media_error', 'template_error'],
  )
})

test('takes any 2xx for sent, by their id or else by ours', () => {
  assert.deepEqual(outcome(exampleAnswer(201, '{"id":"out-1","more":true}'), message), {
    kind: 'sent',
    providerId: 'out-1',
  })
  for (const body of ['', 'thanks', '{}', '{"id":7}']) {
    assert.deepEqual(outcome(exampleAnswer(200, body), message), { kind: 'sent', providerId: message.id })
  }
})

test('tries again what may pass, when they say', () => {
  const told = (status: number, headers: Record<string, string> = {}) => {
    const read = outcome(exampleAnswer(status, '', headers), message)
    return read.kind === 'failure' ? [read.code, read.retry, read.retryAfterMs] : read.kind
  }
  assert.deepEqual(told(429, { 'retry-after': '7' }), ['rate_limited', 'later', 7000])
  const inAMinute = new Date(message.now + 60_000).toUTCString()
  assert.deepEqual(told(503, { 'retry-after': inAMinute }), ['provider_down', 'later', 60_000])
  for (const status of [408, 409, 425, 500, 502]) assert.deepEqual(told(status), ['provider_down', 'later', null])
  const refused = outcome({ kind: 'no_answer', isWritten: false, detail: 'refused' }, message)
  assert.deepEqual(refused.kind === 'failure' && [refused.code, refused.retry], ['provider_down', 'later'])
  const cut = outcome({ kind: 'no_answer', isWritten: true, detail: 'cut' }, message)
  assert.deepEqual(cut, { kind: 'unknown', detail: 'cut' })
})

test('gives up on the rest with their reason, and on the channel when it is gone or knows another secret', () => {
  const told = (status: number, body = '') => {
    const read = outcome(exampleAnswer(status, body), message)
    return read.kind === 'failure' ? [read.code, read.detail, read.retry, read.isChannelBroken] : read.kind
  }
  assert.deepEqual(told(410), ['permission', 'HTTP 410', 'never', true])
  assert.deepEqual(told(401), ['auth_invalid', 'HTTP 401', 'never', true])
  assert.deepEqual(told(404), ['invalid_recipient', 'HTTP 404', 'never', false])
  assert.deepEqual(told(301), ['unknown', 'HTTP 301', 'never', false])
  assert.deepEqual(told(422, '{"error":{"code":"opted_out","detail":"They said stop"}}'), [
    'opted_out',
    'They said stop',
    'never',
    false,
  ])
  assert.deepEqual(told(400, '{"error":{"code":"nonsense"}}'), [
    'unknown',
    'HTTP 400: {"error":{"code":"nonsense"}}',
    'never',
    false,
  ])
})
