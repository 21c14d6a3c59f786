import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Done, Failure, ProviderAnswer, Refusal, Step } from '../channel.ts'
import { exampleAnswer as answer } from '../testing/example.ts'
import { messenger } from './index.ts'
import { account } from './testing.ts'

const mara = '6000000000000001'
const front = { id: 'a-1', name: 'front.png', type: 'image/png', size: 1000, isVoice: false }
const revoked = answer(401, graph(190, 463))

test('uploads a file under the name the provider looks for it', () => {
  const started = messenger.upload(front, account)
  assert.deepEqual(started.kind === 'step' && started.request, {
    kind: 'request',
    method: 'POST',
    url: 'https://graph.facebook.com/v25.0/100000000000201/message_attachments',
    headers: { authorization: 'Bearer the-token' },
    body: {
      kind: 'multipart',
      fields: { message: '{"attachment":{"type":"image","payload":{"is_reusable":true}}}' },
      file: front,
      fileField: 'filedata',
    },
  })
  const uploaded = take(started, answer(200, '{"attachment_id":"1857777774821032"}'))
  assert.deepEqual(uploaded, { kind: 'done', value: '1857777774821032' })
})

test('refuses files that are empty or too large, and tells a refused file from a refused account', () => {
  assert.equal(messenger.upload({ ...front, size: 0 }, account).kind, 'refused')
  assert.equal(messenger.upload({ ...front, size: 25 * 1024 * 1024 + 1 }, account).kind, 'refused')
  const failing = (said: ProviderAnswer): unknown => brief(take(messenger.upload(front, account), said))
  assert.deepEqual(failing(answer(400, graph(100, 2018047))), ['media_error', 'never', false])
  assert.deepEqual(failing(answer(400, graph(100))), ['media_error', 'never', false])
  assert.deepEqual(failing(revoked), ['auth_invalid', 'never', true])
  assert.deepEqual(failing(answer(200, '{"attachm')), ['provider_down', 'later', false])
})

test('fetches media by their address, without the token', () => {
  const url = 'https://scontent.example.com/v/a.jpg?oh=1'
  assert.deepEqual(messenger.fetchMedia(url), {
    kind: 'done',
    value: { kind: 'request', method: 'GET', url, headers: { 'user-agent': 'Fairlead' }, body: { kind: 'none' } },
  })
  assert.deepEqual(brief(messenger.fetchMedia('file:///etc/passwd')), ['media_error', 'never', false])
})

test('learns a name and a picture', () => {
  const started = messenger.profile(mara, account)
  assert.equal(
    started.request.url,
    `https://graph.facebook.com/v25.0/${mara}?fields=first_name%2Clast_name%2Cprofile_pic`,
  )
  const avatar = 'https://platform-lookaside.example.com/platform/profilepic/?psid=1'
  const said = { first_name: 'Mara', last_name: 'Muster', profile_pic: avatar, id: mara }
  assert.deepEqual(take(started, answer(200, JSON.stringify(said))), {
    kind: 'done',
    value: {
      name: 'Mara Muster',
      locale: null,
      avatar: {
        kind: 'request',
        method: 'GET',
        url: avatar,
        headers: { 'user-agent': 'Fairlead' },
        body: { kind: 'none' },
      },
    },
  })
})

test('asks the page’s inbox where the profile is withheld, and is content with nothing', () => {
  const inbox = {
    data: [
      {
        participants: {
          data: [
            { name: 'Example Shop', id: '1' },
            { name: 'Mara M', id: mara },
          ],
        },
      },
    ],
  }
  const refusals = [
    answer(403, graph(230)),
    answer(400, graph(100, 33)),
    answer(403, graph(10)),
    answer(403, graph(200)),
  ]
  for (const refusal of refusals) {
    const next = messenger.profile(mara, account).read(refusal)
    assert.ok(next.kind === 'step')
    assert.match(next.request.url, /\/100000000000201\/conversations\?user_id=6000000000000001&fields=participants$/)
    assert.deepEqual(next.read(answer(200, JSON.stringify(inbox))), {
      kind: 'done',
      value: { name: 'Mara M', locale: null, avatar: null },
    })
    assert.deepEqual(next.read(refusal), { kind: 'done', value: { name: null, locale: null, avatar: null } })
  }
})

test('tells a withheld profile from a dead token and a passing weakness', () => {
  assert.deepEqual(brief(messenger.profile(mara, account).read(revoked)), ['auth_invalid', 'never', true])
  assert.deepEqual(brief(messenger.profile(mara, account).read(answer(500, graph(2)))), [
    'provider_down',
    'later',
    false,
  ])
  assert.deepEqual(brief(messenger.profile(mara, account).read(answer(400, graph(613)))), [
    'rate_limited',
    'later',
    false,
  ])
})

test('shows that somebody writes, and that something was seen', () => {
  const last = { providerId: 'm_TXT1', data: {} }
  const bodies = [messenger.typing(mara, null, account), messenger.markRead(mara, last, account)].map(
    ({ request }) => request.body.kind === 'json' && request.body.value,
  )
  assert.deepEqual(bodies, [
    { recipient: { id: mara }, sender_action: 'typing_on' },
    { recipient: { id: mara }, sender_action: 'mark_seen' },
  ])
  assert.equal(messenger.typing(mara, null, account).read(answer(200, '{"recipient_id":"1"}')).kind, 'done')
})

test('finds the page’s name, and that it is subscribed', () => {
  const next = messenger.check(account).read(answer(200, '{"id":"100000000000201","name":"Example Shop"}'))
  assert.ok(next.kind === 'step')
  assert.equal(next.request.url, 'https://graph.facebook.com/v25.0/100000000000201/subscribed_apps')
  const apps = { data: [{ name: 'Desk', id: '1', subscribed_fields: ['feed', 'messages'] }] }
  const checked = {
    kind: 'done',
    value: { name: 'Example Shop', settings: { pageName: 'Example Shop' }, problem: null },
  }
  assert.deepEqual(next.read(answer(200, JSON.stringify(apps))), checked)
})

test('tells when the page is subscribed to no app', () => {
  const next = messenger.check(account).read(answer(200, '{"id":"100000000000201","name":"Example Shop"}'))
  assert.ok(next.kind === 'step')
  for (const body of ['{"data":[]}', '{"data":[{"id":"1","subscribed_fields":["feed"]}]}']) {
    const checked = next.read(answer(200, body))
    assert.equal(checked.kind === 'done' && checked.value.problem?.code, 'permission')
  }
})

test('fails the check where the page is not the token’s', () => {
  assert.deepEqual(brief(messenger.check(account).read(answer(400, graph(100, 33)))), ['permission', 'never', true])
  assert.deepEqual(brief(messenger.check(account).read(revoked)), ['auth_invalid', 'never', true])
})

test('subscribes to everything it reads, and unsubscribes', () => {
  const { request } = messenger.subscribe(account)
  assert.deepEqual(
    [request.method, request.url],
    ['POST', 'https://graph.facebook.com/v25.0/100000000000201/subscribed_apps'],
  )
  assert.deepEqual(request.body, {
    kind: 'json',
    value: {
      subscribed_fields:
        'messages,messaging_postbacks,message_deliveries,message_reads,message_echoes,message_reactions,message_edits,messaging_referrals,messaging_handovers,standby,messaging_policy_enforcement',
    },
  })
  assert.equal(messenger.unsubscribe(account).request.method, 'DELETE')
})

function take<T>(started: Step<T> | Refusal, said: ProviderAnswer): Step<T> | Done<T> | Failure {
  assert.ok(started.kind === 'step')
  return started.read(said)
}

function graph(code: number, subcode?: number): string {
  return JSON.stringify({ error: { message: 'words', type: 'OAuthException', code, error_subcode: subcode } })
}

function brief(result: Readonly<{ kind: string }> | Failure): unknown {
  assert.ok(result.kind === 'failure' && 'code' in result)
  return [result.code, result.retry, result.isChannelBroken]
}
