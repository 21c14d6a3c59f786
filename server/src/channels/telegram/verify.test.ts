import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleWebhook } from '../testing/example.ts'
import { account } from './testing.ts'
import { verify } from './verify.ts'

test('believes whoever knows the secret that only the provider was told', () => {
  assert.equal(verify(request('our-own-secret'), account), true)
})

test('believes nobody else', () => {
  for (const claimed of ['', 'our-own-secre', 'our-own-secret2', 'OUR-OWN-SECRET', 'unlike', null]) {
    assert.equal(verify(request(claimed), account), false, String(claimed))
  }
})

test('believes nobody while there is no secret', () => {
  const without = { ...account, secrets: { ...account.secrets, webhookSecret: '' } }
  assert.equal(verify(request(''), without), false)
  assert.equal(verify(request(null), without), false)
})

function request(claimed: string | null) {
  return exampleWebhook('{}', claimed === null ? {} : { 'X-Telegram-Bot-Api-Secret-Token': claimed })
}
