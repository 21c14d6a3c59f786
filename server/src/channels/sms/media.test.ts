import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fetchMedia } from './media.ts'
import { account, fieldsOf } from './testing.ts'

test('downloads with the account’s own credentials', () => {
  const found = fetchMedia(fieldsOf('image').MediaUrl0 ?? '', account)
  assert.ok(found.kind === 'done')
  assert.match(found.value.headers.authorization ?? '', /^Basic /)
})

test('the credentials go nowhere but to Twilio', () => {
  const elsewhere = [
    'https://api.twilio.com.example.com/a',
    'http://api.twilio.com/a',
    'https://example.com/api.twilio.com',
    'https://mytwilio.com/a',
    'http://127.0.0.1/a',
    'file:///etc/passwd',
    'nonsense',
    '',
  ]
  for (const url of elsewhere) assert.equal(fetchMedia(url, account).kind, 'failure', url)

  const standIn = { ...account, baseUrl: 'http://127.0.0.1:7004' }
  assert.equal(fetchMedia('http://127.0.0.1:7004/2010-04-01/x', standIn).kind, 'done')
  assert.equal(fetchMedia('http://127.0.0.1:7005/2010-04-01/x', standIn).kind, 'failure')
})
