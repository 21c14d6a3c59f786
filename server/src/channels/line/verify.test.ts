import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleWebhook } from '../testing/example.ts'
import { account, bytesOf, captured, signatureOf } from './testing.ts'
import { verify } from './verify.ts'

const body = bytesOf('text')

test('takes what LINE signed, under whatever spelling of the header', () => {
  for (const name of captured) {
    const bytes = bytesOf(name)
    assert.equal(verify(exampleWebhook(bytes, signatureOf(bytes)), account), true, name)
  }
  const { 'x-line-signature': signature } = signatureOf(body)
  assert.equal(verify(exampleWebhook(body, { 'X-Line-Signature': signature }), account), true)
})

test('the signature is over the bytes: the same JSON in other letters has another', () => {
  const rewritten = JSON.stringify(JSON.parse(new TextDecoder().decode(body)))
  assert.equal(verify(exampleWebhook(rewritten, signatureOf(body)), account), false)
})

test('refuses a signature that is missing, cut or another’s', () => {
  const { 'x-line-signature': good } = signatureOf(body)
  const others = [
    {},
    { 'x-line-signature': '' },
    { 'x-line-signature': good.slice(0, -1) },
    { 'x-line-signature': Buffer.from(good, 'base64').toString('hex') },
    signatureOf(body, 'another secret'),
  ]
  for (const headers of others) assert.equal(verify(exampleWebhook(body, headers), account), false)
})

test('nobody can sign with an empty secret', () => {
  const secrets = { ...account.secrets, channelSecret: '' }
  assert.equal(verify(exampleWebhook(body, signatureOf(body, '')), { ...account, secrets }), false)
})
