import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderAnswer } from '../channel.ts'
import { exampleAnswer, exampleMessage } from '../testing/example.ts'
import { outcome } from './outcome.ts'
import { refresh } from './refresh.ts'
import { accountWith } from './testing.ts'

const message = exampleMessage({ to: 'mara@example.net' })

test('reads what a mail server says of a mail', () => {
  const sent = outcome(exampleAnswer(250, '2.0.0 Ok: queued as 4D1A2', { 'message-id': 'm-1@example.com' }), message)
  assert.deepEqual(sent, { kind: 'sent', providerId: 'm-1@example.com' })
  const cases: [number, string, string, string][] = [
    [535, 'AUTH PLAIN', '5.7.8 Username and Password not accepted', 'auth_invalid never broken'],
    [534, 'AUTH PLAIN', '5.7.9 Application-specific password required', 'auth_invalid never broken'],
    [550, 'RCPT TO', '5.1.1 No such user', 'invalid_recipient never'],
    [550, 'RCPT TO', 'No such user', 'invalid_recipient never'],
    [550, 'MAIL FROM', 'Sender rejected', 'permission never'],
    [552, 'DATA', '5.3.4 Message too big', 'unsupported_content never'],
    [552, 'DATA', 'Too big', 'unsupported_content never'],
    [554, 'DATA', '5.7.1 Spam', 'policy never'],
    [554, 'DATA', 'No', 'policy never'],
    [421, 'EHLO', 'Closing', 'provider_down later'],
    [450, 'RCPT TO', '4.2.1 Greylisted', 'rate_limited later'],
    [452, 'RCPT TO', 'Too many recipients', 'rate_limited later'],
    [500, 'DATA', 'What?', 'unknown never'],
  ]
  for (const [status, command, body, expected] of cases) {
    const failure = outcome(exampleAnswer(status, body, { 'smtp-command': command }), message)
    assert.ok(failure.kind === 'failure')
    const { code, retry, isChannelBroken } = failure
    assert.equal(`${code} ${retry}${isChannelBroken ? ' broken' : ''}`, expected, `${status} ${command} ${body}`)
  }
})

test('tries again what got no answer, before and after the mail was written: it is the same mail', () => {
  const failure = outcome({ kind: 'no_answer', isWritten: false, detail: 'cut off' }, message)
  assert.deepEqual(failure.kind === 'failure' && [failure.code, failure.retry], ['provider_down', 'later'])
  const doubt = outcome({ kind: 'no_answer', isWritten: true, detail: 'cut off' }, message)
  assert.deepEqual(doubt, { kind: 'unknown', detail: 'cut off' })
})

test('asks for a token in time, keeps the one it is given, and says when nobody gives one', () => {
  const now = Date.UTC(2026, 10, 17, 9)
  const oauth = { tokenUrl: 'https://login.example/token', clientId: 'desk' }
  const account = accountWith({ auth: 'oauth2', oauth }, { refreshToken: 'r-1', clientSecret: 'c-1' })
  const step = refresh(account, now)!
  assert.equal(step.request.url, 'https://login.example/token')
  assert.deepEqual(Object.fromEntries(step.request.body.kind === 'form' ? step.request.body.fields : []), {
    ...{ grant_type: 'refresh_token', client_id: 'desk', client_secret: 'c-1', refresh_token: 'r-1' },
  })
  const given = step.read(exampleAnswer(200, '{"access_token":"a-1","expires_in":3600,"refresh_token":"r-2"}'))
  assert.deepEqual(given, {
    kind: 'done',
    value: { accessToken: 'a-1', accessTokenEndsAt: '2026-11-17T10:00:00Z', refreshToken: 'r-2' },
  })
  const failed = (answer: ProviderAnswer) => {
    const failure = step.read(answer)
    return failure.kind === 'failure' ? [failure.retry, failure.isChannelBroken] : failure.kind
  }
  assert.deepEqual(failed(exampleAnswer(400, '{"error":"invalid_grant"}')), ['never', true])
  assert.deepEqual(failed(exampleAnswer(503, '<html>')), ['later', false])
  assert.deepEqual(failed(exampleAnswer(200, '{}')), ['later', false])

  const fresh = { refreshToken: 'r-1', accessToken: 'a-1', accessTokenEndsAt: '2026-11-17T10:00:00Z' }
  assert.equal(refresh(accountWith({ auth: 'oauth2', oauth }, fresh), now), null)
  assert.notEqual(refresh(accountWith({ auth: 'oauth2', oauth }, fresh), now + 56 * 60_000), null)
  assert.notEqual(refresh(accountWith({ auth: 'oauth2', oauth }, fresh), now, true), null)
  assert.equal(refresh(accountWith(), now), null)
})
