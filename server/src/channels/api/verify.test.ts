import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signAt } from '../signature.ts'
import { exampleWebhook } from '../testing/example.ts'
import { account } from './testing.ts'
import { verify } from './verify.ts'

const now = 1_794_567_891_000
const body = '{"events":[{"type":"message","text":"Grüße"}]}'

test('accepts what was signed just now, and what it signs itself', () => {
  for (const shift of [0, -299_000, 299_000]) assert.equal(isTaken(signed(now + shift)), true)
  assert.match(signed(now), /^t=1794567891,v1=[0-9a-f]{64}$/)
})

test('refuses what was signed more than five minutes ago, or dated again', () => {
  assert.equal(isTaken(signed(now - 301_000)), false)
  assert.equal(isTaken(signed(now + 301_000)), false)
  assert.equal(isTaken(signed(now - 301_000).replace(/t=\d+/, `t=${now / 1000}`)), false)
})

test('refuses other bytes, and a wrong, missing, cut or malformed signature', () => {
  const right = signed(now)
  assert.equal(isTaken(right, `${body} `), false)
  const wrong = ['', 't=1', right.slice(0, -2), `${right}00`, right.replace('v1=', 's='), right.replace(/t=\d+,/, '')]
  for (const signature of [...wrong, signAt(body, 'another', now)]) assert.equal(isTaken(signature), false, signature)
})

test('refuses everything while the secret is empty', () => {
  const open = { ...account, secrets: { signingSecret: '' } }
  assert.equal(verify(exampleWebhook(body, { 'fairlead-signature': signAt(body, '', now) }), open, now), false)
})

function isTaken(signature: string, sent = body): boolean {
  return verify(exampleWebhook(sent, { 'fairlead-signature': signature }), account, now)
}

function signed(at: number): string {
  return signAt(body, account.secrets.signingSecret, at)
}
