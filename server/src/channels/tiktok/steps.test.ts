import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Step } from '../channel.ts'
import { exampleAnswer, examplePhoto } from '../testing/example.ts'
import { fetchMedia, upload } from './media.ts'
import { check, profile } from './profile.ts'
import { refresh } from './refresh.ts'
import { subscribe, unsubscribe } from './subscribe.ts'
import { account } from './testing.ts'

const mediaId = JSON.stringify(['IMAGE', 'AbC/dEf+123==', '7439000111222333445', 'v0f044gc0000ct'])
const day = 24 * 60 * 60_000

test('asks for a file by its ids, and sends the token to TikTok alone', () => {
  const step = fetchMedia(mediaId, account)
  assert.ok(step.kind === 'step' && step.request.body.kind === 'json')
  assert.deepEqual(step.request.body.value, {
    business_id: '_000exampleBusiness',
    conversation_id: 'AbC/dEf+123==',
    message_id: '7439000111222333445',
    media_id: 'v0f044gc0000ct',
    media_type: 'IMAGE',
  })
  const headersFor = (url: string) => {
    const found = ok(step, { download_url: url })
    return found.kind === 'done' && found.value.headers
  }
  assert.deepEqual(headersFor('https://p16.tiktokcdn.com/x'), { 'x-user': 'act.example' })
  assert.deepEqual(headersFor('https://business-api.tiktok.com/x'), { 'x-user': 'act.example' })
  assert.deepEqual(headersFor('https://tiktokcdn.com.evil.example/x'), {})
  assert.deepEqual(headersFor('http://p16.tiktokcdn.com/x'), {})
  assert.equal(ok(step, { download_url: 'nowhere' }).kind, 'failure')
})

test('fetches stickers from their address, and nothing by an id it never gave', () => {
  const sticker = fetchMedia('https://p16.tiktokcdn.com/sticker', account)
  assert.deepEqual(sticker.kind === 'done' && sticker.value.headers, {})
  for (const id of ['nonsense', '[]', '[1,2,3,4]', '{"a":1}']) assert.equal(fetchMedia(id, account).kind, 'failure')
})

test('uploads small images only', () => {
  const step = upload(examplePhoto, account)
  assert.ok(step.kind === 'step')
  assert.deepEqual(ok(step, { media_id: 'v1' }), { kind: 'done', value: 'v1' })
  assert.equal(ok(step, {}).kind, 'failure')
  for (const change of [{ type: 'application/pdf' }, { size: 3 * 1024 * 1024 + 1 }, { size: 0 }]) {
    assert.equal(upload({ ...examplePhoto, ...change }, account).kind, 'refused')
  }
})

test('renews tokens some hours before they end, and those whose end is unknown', () => {
  const endsAt = Number(account.secrets.accessTokenEndsAt)
  assert.equal(refresh(account, endsAt - 7 * 60 * 60_000), null)
  assert.ok(refresh(account, endsAt - 7 * 60 * 60_000, true))
  const step = refresh(account, endsAt - day / 8)
  assert.ok(step)
  const data = { access_token: 'act.new', refresh_token: 'rft.new', expires_in: 86_400 }
  assert.deepEqual(ok(step, data), {
    kind: 'done',
    value: { accessToken: 'act.new', refreshToken: 'rft.new', accessTokenEndsAt: String(endsAt - day / 8 + day) },
  })
  const ended = step.read(exampleAnswer(200, '{"code":40103,"message":"Refresh token has expired"}'))
  assert.equal(ended.kind === 'failure' && ended.isChannelBroken, true)

  const unknown = { ...account, secrets: { ...account.secrets, accessTokenEndsAt: '' } }
  assert.ok(refresh(unknown, endsAt))
  assert.equal(refresh({ ...unknown, secrets: { ...unknown.secrets, refreshToken: '' } }, endsAt), null)
})

test('tells the app where to call, and takes back no other channel’s address', () => {
  const { request } = subscribe(account)
  assert.deepEqual(request.body.kind === 'json' && request.body.value, {
    app_id: '7412345678901234567',
    secret: 'app-secret',
    event_type: 'DIRECT_MESSAGE',
    callback_url: account.webhookUrl,
  })
  assert.equal(ok(unsubscribe(account), { callback_url: account.webhookUrl }).kind, 'step')
  assert.equal(ok(unsubscribe(account), { callback_url: 'https://other.example' }).kind, 'done')
})

test('finds the customer among those who take part, and the account’s own name', () => {
  const participants = [
    { id: '_000exampleBusiness', role: 'BUSINESS_ACCOUNT', display_name: 'Example Shop' },
    { id: '7009', role: 'PERSONAL_ACCOUNT', display_name: 'Mara Muster', profile_image: 'https://p16.tiktokcdn.com/m' },
  ]
  const step = profile('AbC/dEf+123==', account)
  assert.match(step.request.url, /conversation_id=AbC%2FdEf%2B123%3D%3D$/)
  const found = ok(step, { participants })
  assert.deepEqual(found.kind === 'done' && [found.value.name, found.value.avatar?.url], [
    'Mara Muster',
    'https://p16.tiktokcdn.com/m',
  ])
  assert.deepEqual(ok(check(account), { username: 'example.shop', display_name: 'Example Shop' }), {
    kind: 'done',
    value: { name: 'Example Shop', settings: { username: 'example.shop' } },
  })
})

function ok<T>(step: Step<T>, data: object) {
  return step.read(exampleAnswer(200, JSON.stringify({ code: 0, message: 'OK', data })))
}
