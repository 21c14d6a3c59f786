import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderRequest } from '../channel.ts'
import { exampleAnswer } from '../testing/example.ts'
import { check, markRead, profile, subscribe, typing } from './steps.ts'
import { account, haruka } from './testing.ts'

test('the token says whose it is, as webhooks will name it', () => {
  const bot = { userId: 'U5f1c0a3b7d9f4e2a8c6b0d1f3a5c7e90', basicId: '@216xxxxx', displayName: 'Example Shop' }
  assert.deepEqual(check(account).read(exampleAnswer(200, JSON.stringify(bot))), {
    kind: 'done',
    value: { name: 'Example Shop', settings: { botUserId: bot.userId, displayName: 'Example Shop' } },
  })
  const refused = check(account).read(exampleAnswer(401, '{"message":"Authentication failed"}'))
  assert.equal(refused.kind === 'failure' && refused.code, 'auth_invalid')
})

test('tells LINE where to call, and says when LINE was told not to', () => {
  const first = subscribe(account)
  assert.deepEqual([first.request.method, bodyOf(first.request)], ['PUT', { endpoint: account.webhookUrl }])

  const second = first.read(exampleAnswer(200, '{}'))
  assert.ok(second.kind === 'step')
  assert.deepEqual(second.read(exampleAnswer(200, '{"endpoint":"…","active":true}')), { kind: 'done', value: null })
  const off = second.read(exampleAnswer(200, '{"endpoint":"…","active":false}'))
  assert.match(off.kind === 'failure' ? off.detail : '', /Use webhook/)
  assert.equal(first.read(exampleAnswer(400, '{"message":"Invalid webhook endpoint URL"}')).kind, 'failure')
})

test('reads a profile, with no more than there is', () => {
  const { request, read } = profile(haruka, account)
  assert.match(request.url, new RegExp(`/v2/bot/profile/${haruka}$`))
  const full = {
    displayName: 'Haruka',
    userId: haruka,
    pictureUrl: 'https://profile.line-scdn.net/0hAbC',
    language: 'ja',
  }
  const known = read(exampleAnswer(200, JSON.stringify(full)))
  assert.deepEqual(known.kind === 'done' && [known.value.name, known.value.locale], ['Haruka', 'ja'])
  assert.deepEqual(known.kind === 'done' && known.value.avatar?.headers, {})

  const blocked = read(exampleAnswer(404, '{"message":"Not found"}'))
  assert.deepEqual(blocked, { kind: 'done', value: { name: null, locale: null, avatar: null } })
  assert.equal(read(exampleAnswer(500, '')).kind, 'failure')
})

test('marks as read by the message’s token, and shows that somebody writes', () => {
  const last = { providerId: '1', data: { markAsReadToken: '30yhdy232mark' } }
  assert.deepEqual(bodyOf(markRead(haruka, last, account).request), { markAsReadToken: '30yhdy232mark' })
  const without = markRead(haruka, { providerId: '1', data: {} }, account)
  assert.deepEqual(bodyOf(without.request), { chat: { userId: haruka } })
  assert.deepEqual(bodyOf(typing(haruka, null, account).request), { chatId: haruka, loadingSeconds: 10 })
})

test('a courtesy that is not to be had breaks nothing', () => {
  const refused = typing(haruka, null, account).read(exampleAnswer(403, '{"message":"Access to this API denied"}'))
  assert.deepEqual(refused.kind === 'failure' && refused.isChannelBroken, false)
  assert.deepEqual(typing(haruka, null, account).read(exampleAnswer(202, '{}')), { kind: 'done', value: null })
})

function bodyOf({ body }: ProviderRequest): unknown {
  return body.kind === 'json' ? body.value : null
}
