import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Done, Failure, ProviderRequest, Step } from '../channel.ts'
import { exampleAnswer } from '../testing/example.ts'
import { check, subscribe, unsubscribe } from './bot.ts'
import { acknowledge, typing } from './gestures.ts'
import { fetchMedia } from './media.ts'
import { profile } from './profile.ts'
import { account } from './testing.ts'

const token = account.secrets.botToken
const me = { id: 7000112233, is_bot: true, first_name: 'Example Shop', username: 'example_shop_bot' }

test('learns whose token it is', () => {
  const unknown = { ...account, settings: { botId: '', botUsername: '' } }
  const { end } = walk(check(unknown), [me])
  assert.deepEqual(end, {
    kind: 'done',
    value: { name: 'Example Shop', settings: { botId: '7000112233', botUsername: 'example_shop_bot' } },
  })
  assert.equal(codeOf(walk(check(account), [{ id: 5528190347, is_bot: false, first_name: 'Mara' }])), 'auth_invalid')
  assert.equal(codeOf(walk(check(account), [refusal(401, 'Unauthorized')])), 'auth_invalid')
})

test('finds out whether the updates of a connected bot come here', () => {
  const problemOf = (info: object): string | null => {
    const { end } = walk(check(account), [me, info])
    assert.ok(end.kind === 'done')
    return end.value.problem?.detail ?? null
  }
  const url = account.webhookUrl
  assert.equal(problemOf({ url, pending_update_count: 0, last_error_message: 'Connection timed out' }), null)
  assert.equal(problemOf(refusal(429, 'Too Many Requests: retry after 3')), null)
  assert.match(problemOf({ url: '', pending_update_count: 0 }) ?? '', /call nobody/)
  assert.match(problemOf({ url: 'https://other.example/secret/path' }) ?? '', /calls other\.example\.$/)
  const failing = {
    url,
    pending_update_count: 3,
    last_error_message: 'Wrong response from the webhook: 502 Bad Gateway',
  }
  assert.equal(problemOf(failing), '3 updates wait: Wrong response from the webhook: 502 Bad Gateway')
})

test('says where to call, with the secret to come back', () => {
  const { requests, end } = walk(subscribe(account), [true])
  assert.deepEqual(end, { kind: 'done', value: null })
  assert.deepEqual(requests.map(brief), [
    [
      'setWebhook',
      {
        url: account.webhookUrl,
        secret_token: 'our-own-secret',
        allowed_updates: [
          ...['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
          ...['business_connection', 'business_message', 'edited_business_message', 'deleted_business_messages'],
        ],
        max_connections: 40,
        drop_pending_updates: false,
      },
    ],
  ])
})

test('takes back its own address, and no other', () => {
  const methods = (url: string): readonly unknown[] =>
    walk(unsubscribe(account), [{ url }, true]).requests.map((request) => brief(request)[0])
  assert.deepEqual(methods(account.webhookUrl), ['getWebhookInfo', 'deleteWebhook'])
  assert.deepEqual(methods('https://elsewhere.example/hook'), ['getWebhookInfo'])
})

test('finds a file and then fetches it', () => {
  const { requests, end } = walk(fetchMedia('AgACAgIAAxkBAAIHHmX2', account), [{ file_path: 'photos/file 12.jpg' }])
  assert.deepEqual(requests.map(brief), [['getFile', { file_id: 'AgACAgIAAxkBAAIHHmX2' }]])
  assert.deepEqual(end, {
    kind: 'done',
    value: {
      kind: 'request',
      method: 'GET',
      url: `https://api.telegram.org/file/bot${token}/photos/file%2012.jpg`,
      headers: {},
      body: { kind: 'none' },
    },
  })
})

test('gives up a file that cannot be had', () => {
  const wrong = [
    refusal(400, 'Bad Request: file is too big'),
    refusal(400, 'Bad Request: something new'),
    ...[{}, { file_path: '/var/lib/file_1.jpg' }, { file_path: '../bot/getMe' }, { file_path: 'a//b' }],
  ]
  for (const result of wrong) {
    const { end } = walk(fetchMedia('x', account), [result])
    assert.deepEqual(end.kind === 'failure' && [end.code, end.retry], ['media_error', 'never'], JSON.stringify(result))
  }
  assert.equal(codeOf(walk(fetchMedia('x', account), [refusal(401, 'Unauthorized')])), 'auth_invalid')
})

test('knows a person’s name and newest picture', () => {
  const chat = { id: 5528190347, type: 'private', first_name: 'Mara', last_name: 'Muster' }
  const sizes = [
    { file_id: 'small', width: 160, height: 160 },
    { file_id: 'large', width: 640, height: 640 },
  ]
  const { requests, end } = walk(profile('5528190347', account), [
    chat,
    { total_count: 3, photos: [sizes] },
    { file_path: 'photos/file_0.jpg' },
  ])
  assert.deepEqual(requests.map(brief), [
    ['getChat', { chat_id: '5528190347' }],
    ['getUserProfilePhotos', { user_id: 5528190347, limit: 1 }],
    ['getFile', { file_id: 'large' }],
  ])
  assert.ok(end.kind === 'done')
  assert.equal(end.value.name, 'Mara Muster')
  assert.equal(end.value.avatar?.url, `https://api.telegram.org/file/bot${token}/photos/file_0.jpg`)

  for (const photos of [{ total_count: 0, photos: [] }, refusal(400, 'Bad Request: user not found')]) {
    const without = walk(profile('5528190347', account), [chat, photos]).end
    assert.deepEqual(without, { kind: 'done', value: { name: 'Mara Muster', locale: null, avatar: null } })
  }
  assert.equal(codeOf(walk(profile('1', account), [refusal(400, 'Bad Request: chat not found')])), 'invalid_recipient')
})

test('shows that somebody is writing, and that a tap was heard', () => {
  assert.deepEqual(walk(typing('5528190347', null, account), [true]).requests.map(brief), [
    ['sendChatAction', { chat_id: '5528190347', action: 'typing' }],
  ])
  const heard = acknowledge('23742563114411223', account)
  assert.deepEqual(walk(heard, [true]).requests.map(brief), [
    ['answerCallbackQuery', { callback_query_id: '23742563114411223' }],
  ])
  const tooLate = refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid')
  assert.equal(walk(heard, [tooLate]).end.kind, 'done')
  assert.equal(codeOf(walk(heard, [refusal(429, 'Too Many Requests: retry after 3')])), 'rate_limited')
})

type Refused = Readonly<{ ok: false; error_code: number; description: string }>
type Walked<T> = Readonly<{ requests: readonly ProviderRequest[]; end: Done<T> | Failure }>

function refusal(code: number, description: string): Refused {
  return { ok: false, error_code: code, description }
}

/** Answers one request after the other with what the method gives. */
function walk<T>(first: Step<T>, results: readonly unknown[]): Walked<T> {
  const requests: ProviderRequest[] = []
  let next: Step<T> | Done<T> | Failure = first
  for (const result of results) {
    if (next.kind !== 'step') break
    requests.push(next.request)
    const isRefused = typeof result === 'object' && result !== null && 'error_code' in result
    const body = isRefused ? result : { ok: true, result }
    next = next.read(exampleAnswer(isRefused ? Number(result.error_code) : 200, JSON.stringify(body)))
  }
  assert.ok(next.kind !== 'step', 'more is asked than was answered')
  return { requests, end: next }
}

function codeOf({ end }: Walked<unknown>): string | null {
  return end.kind === 'failure' ? end.code : null
}

function brief({ url, body }: ProviderRequest): readonly [method: string, value: unknown] {
  assert.ok(url.startsWith(`https://api.telegram.org/bot${token}/`))
  return [url.split('/').at(-1) ?? '', body.kind === 'json' ? body.value : body.kind]
}
