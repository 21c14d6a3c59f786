import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { WebhookRequest } from '../channel.ts'
import { exampleWebhook } from '../testing/example.ts'
import { account } from './testing.ts'
import { verify } from './verify.ts'

// What the provider writes for {"name":"Mära","url":"a/b"}.
const escaped = String.raw`{"name":"M\u00e4ra","url":"a\/b"}`

test('accepts the provider’s own bytes', () => {
  assert.equal(verify(request(escaped, sign(escaped)), account), true)
  assert.equal(verify(request(escaped, sign(escaped).toUpperCase().replace('SHA256', 'sha256')), account), true)
})

test('refuses the same JSON in other bytes', () => {
  assert.equal(verify(request(JSON.stringify(JSON.parse(escaped)), sign(escaped)), account), false)
})

test('refuses a wrong, missing, short, long or malformed signature', () => {
  const right = sign(escaped)
  const wrong = [
    sign(escaped, 'another-secret'),
    '',
    'sha256=',
    right.slice(0, -2),
    `${right}00`,
    right.replace('sha256=', 'sha1='),
    right.replace('sha256=', ''),
    `sha256=${'z'.repeat(64)}`,
  ]
  for (const signature of wrong) assert.equal(verify(request(escaped, signature), account), false, signature)
  assert.equal(verify({ ...request(escaped, ''), headers: new Headers() }, account), false)
})

test('refuses everything while the secret is empty', () => {
  const keyless = { ...account, secrets: { ...account.secrets, appSecret: '' } }
  assert.equal(verify(request(escaped, sign(escaped, '')), keyless), false)
})

function sign(body: string, secret = account.secrets.appSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

function request(body: string, signature: string): WebhookRequest {
  return exampleWebhook(body, { 'x-hub-signature-256': signature })
}
