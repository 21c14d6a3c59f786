import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SmsSecrets } from './account.ts'
import { account, captured, fieldsOf, signatureOf, webhook } from './testing.ts'
import { verify } from './verify.ts'

const fields = fieldsOf('text')
const body = new URLSearchParams(fields).toString()
const url = account.webhookUrl

test('takes what Twilio signed, whatever it says', () => {
  for (const name of captured) {
    const form = fieldsOf(name)
    const request = webhook(new URLSearchParams(form).toString(), '', signatureOf(form))
    assert.equal(verify(request, account), true, name)
  }
})

test('the rule, worked out by other means', () => {
  // With openssl: the address, then every field by its name.
  const example = { CallSid: 'CA1234567890ABCDE', Caller: '+14158675310', Digits: '1234', To: '+18005551212' }
  const request = { ...webhook(new URLSearchParams(example).toString()), url: 'https://example.com/myapp?foo=1&bar=2' }
  const headers = new Headers({ 'x-twilio-signature': '6bRwmPvme1wX7pOzTPdf2dwBGJM=' })
  assert.equal(verify({ ...request, headers }, withSecrets({ authToken: '12345' })), true)
})

test('takes the address with its query, and the default port written or not', () => {
  const query = '?message=0199d5f0-0000-7000-8000-00000000000a'
  const withPort = url.replace('desk.example.com', 'desk.example.com:443')
  assert.equal(verify(webhook(body, query, signatureOf(fields, `${url}${query}`)), account), true)
  assert.equal(verify(webhook(body, query, signatureOf(fields, `${withPort}${query}`)), account), true)
  const told = { ...webhook(body, '', signatureOf(fields)), url: withPort }
  assert.equal(verify(told, account), true)

  assert.equal(verify(webhook(body, query, signatureOf(fields)), account), false)
  const elsewhere = url.replace('desk.example.com', 'desk.example.com:8443')
  assert.equal(verify(webhook(body, '', signatureOf(fields, elsewhere)), account), false)
  assert.equal(verify({ ...webhook(body, '', signatureOf(fields, elsewhere)), url: elsewhere }, account), true)
})

test('takes either token while they are changed', () => {
  const secondaryToken = 'ffffffffffffffffffffffffffffffff'
  const request = webhook(body, '', signatureOf(fields, url, secondaryToken))
  assert.equal(verify(request, account), false)
  assert.equal(verify(request, withSecrets({ secondaryToken })), true)
})

test('fields that are empty, repeated or new are signed too', () => {
  const twice = new URLSearchParams('b=2&a=&b=1&b=2&Neu=%C3%A4')
  const signature = signatureOf({ Neu: 'ä', a: '', b: '1', c: '' })
  // "b" holds 2 and 1: each once, sorted, and each behind its name.
  const byHand = signatureOf({}, `${url}Neuäab1b2`)
  assert.equal(verify(webhook(twice.toString(), '', byHand), account), true)
  assert.equal(verify(webhook(twice.toString(), '', signature), account), false)
})

test('refuses a signature that is missing, cut, another’s or over other fields', () => {
  const { 'x-twilio-signature': good } = signatureOf(fields)
  const others = [
    {},
    { 'x-twilio-signature': '' },
    { 'x-twilio-signature': good.slice(0, -2) },
    { 'x-twilio-signature': `${good}=` },
    { 'x-twilio-signature': good.toLowerCase() },
    signatureOf(fields, url, '00000000000000000000000000000000'),
    signatureOf({ ...fields, Body: 'other words' }),
    signatureOf({ ...fields, Extra: '' }),
  ]
  for (const headers of others) assert.equal(verify(webhook(body, '', headers), account), false)
})

test('nobody can sign with an empty token', () => {
  const request = webhook(body, '', signatureOf(fields, url, ''))
  assert.equal(verify(request, withSecrets({ authToken: '' })), false)
})

function withSecrets(change: Partial<SmsSecrets>): typeof account {
  return { ...account, secrets: { ...account.secrets, ...change } }
}
