import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Done, Failure, ProviderAnswer, Step } from '../channel.ts'
import { exampleAnswer as answer } from '../testing/example.ts'
import { fetchMedia, upload } from './media.ts'
import { account } from './testing.ts'

const song = { id: 'a-1', name: 'song.m4a', type: 'audio/x-m4a', size: 1000, isVoice: false }
const missing = '{"error":{"message":"Object does not exist","code":100,"error_subcode":33}}'
const revoked = '{"error":{"message":"Session has expired","code":190}}'

test('uploads under the type the provider knows', () => {
  const started = upload(song, account)
  assert.deepEqual(started.kind === 'step' && started.request, {
    kind: 'request',
    method: 'POST',
    url: 'https://graph.facebook.com/v25.0/100000000000001/media',
    headers: { authorization: 'Bearer the-token' },
    body: {
      kind: 'multipart',
      fields: { messaging_product: 'whatsapp', type: 'audio/mp4' },
      file: { ...song, type: 'audio/mp4' },
    },
  })
})

test('refuses files that are empty or too large for any message', () => {
  assert.equal(upload({ ...song, size: 0 }, account).kind, 'refused')
  assert.equal(upload({ ...song, size: 100 * 1024 * 1024 + 1 }, account).kind, 'refused')
})

test('reads the id of what was uploaded, also when it is a number', () => {
  for (const body of ['{"id":"1013859600285441"}', '{"id":1013859600285441}']) {
    assert.deepEqual(uploaded(answer(200, body)), { kind: 'done', value: '1013859600285441' })
  }
})

test('tries an upload again when its answer was lost, for it changes nothing', () => {
  const lost: readonly ProviderAnswer[] = [
    { kind: 'no_answer', isWritten: true, detail: 'timeout' },
    answer(200, '{"id":"10'),
    answer(502, '<html>'),
  ]
  for (const each of lost) assert.deepEqual(brief(uploaded(each)), ['provider_down', 'later', false])
})

test('tells a refused file from a refused account', () => {
  assert.deepEqual(brief(uploaded(answer(400, '{"error":{"code":100}}'))), ['media_error', 'never', false])
  assert.deepEqual(brief(uploaded(answer(400, missing))), ['permission', 'never', true])
  assert.deepEqual(brief(uploaded(answer(401, revoked))), ['auth_invalid', 'never', true])
})

test('asks where a medium is, then for its bytes, with the token both times', () => {
  assert.equal(
    fetchMedia('1003383421387256', account).request.url,
    'https://graph.facebook.com/v25.0/1003383421387256?phone_number_id=100000000000001',
  )
  const url = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=3'
  assert.deepEqual(located(answer(200, JSON.stringify({ url, file_size: '303833' }))), {
    kind: 'done',
    value: {
      kind: 'request',
      method: 'GET',
      url,
      headers: { authorization: 'Bearer the-token', 'user-agent': 'Fairlead' },
      body: { kind: 'none' },
    },
  })
})

test('does not take the token to a stranger', () => {
  const strangers = [
    'https://evil.example/attachments',
    'https://lookaside.fbsbx.com.evil.example/',
    'https://evilfbsbx.com/',
    'http://lookaside.fbsbx.com/',
    'https://lookaside.fbsbx.com@evil.example/',
    'not an address',
  ]
  for (const url of strangers) {
    assert.deepEqual(brief(located(answer(200, JSON.stringify({ url })))), ['media_error', 'never', false])
  }
})

test('follows a stand-in to its own host only', () => {
  const local = { ...account, baseUrl: 'http://127.0.0.1:7001' }
  const at = (url: string): string => located(answer(200, JSON.stringify({ url })), local).kind
  assert.equal(at('http://127.0.0.1:7001/attachments?mid=1'), 'done')
  assert.equal(at('http://127.0.0.1:7002/attachments?mid=1'), 'failure')
})

test('does not call the account broken when a medium is gone', () => {
  assert.deepEqual(brief(located(answer(400, missing))), ['media_error', 'never', false])
  assert.deepEqual(brief(located(answer(401, revoked))), ['auth_invalid', 'never', true])
})

type Come = ReturnType<ReturnType<typeof fetchMedia>['read']> | ReturnType<typeof uploaded>

function uploaded(first: ProviderAnswer): Step<string> | Done<string> | Failure {
  const started = upload(song, account)
  assert.ok(started.kind === 'step')
  return started.read(first)
}

function located(first: ProviderAnswer, asked = account): ReturnType<ReturnType<typeof fetchMedia>['read']> {
  return fetchMedia('1003383421387256', asked).read(first)
}

function brief(result: Come): unknown {
  assert.ok(result.kind === 'failure')
  return [result.code, result.retry, result.isChannelBroken]
}
