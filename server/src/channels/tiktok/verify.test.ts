import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hmac } from '../signature.ts'
import { exampleWebhook } from '../testing/example.ts'
import { account } from './testing.ts'
import { verify } from './verify.ts'

const now = 1_794_567_891_000
const body = '{"event":"im_receive_msg","content":"{\\"text\\":\\"Grüße\\"}"}'

test('accepts the provider’s own bytes, a little before and after now', () => {
  for (const shift of [0, -299, 299]) assert.equal(isTaken(sign(body, now / 1000 + shift)), true)
  assert.equal(isTaken(sign(body).replace(/s=.*/, (hex) => `s=${hex.slice(2).toUpperCase()}`)), true)
})

test('refuses an old request, and one from another time', () => {
  assert.equal(isTaken(sign(body, now / 1000 - 301)), false)
  assert.equal(isTaken(sign(body, now / 1000 + 301)), false)
  assert.equal(isTaken(sign(body).replace(/t=\d+/, `t=${now / 1000 - 1}`)), false)
})

test('refuses the same JSON in other bytes, and a wrong, missing, cut or malformed signature', () => {
  const right = sign(body)
  assert.equal(isTaken(right, JSON.stringify(JSON.parse(body), null, 1)), false)
  const wrong = [
    '',
    't=1',
    right.slice(0, -2),
    `${right}00`,
    right.replace('s=', 'v1='),
    right.replace(/t=\d+/, 't=NaN'),
  ]
  for (const signature of [...wrong, sign(body, now / 1000, 'another')])
    assert.equal(isTaken(signature), false, signature)
})

test('refuses everything while the secret is empty', () => {
  const open = { ...account, secrets: { ...account.secrets, appSecret: '' } }
  const request = exampleWebhook(body, { 'tiktok-signature': sign(body, now / 1000, '') })
  assert.equal(verify(request, open, now), false)
})

function isTaken(signature: string, sent = body): boolean {
  return verify(exampleWebhook(sent, { 'tiktok-signature': signature }), account, now)
}

function sign(text: string, seconds = now / 1000, secret = account.secrets.appSecret): string {
  return `t=${seconds},s=${hmac('sha256', secret, `${seconds}.${text}`, 'hex')}`
}
