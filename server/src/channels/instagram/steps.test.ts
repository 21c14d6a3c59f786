import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { Failure } from '../channel.ts'
import { exampleAnswer as answer, exampleWebhook } from '../testing/example.ts'
import type { InstagramAccount } from './account.ts'
import { instagram } from './index.ts'
import { account, linked } from './testing.ts'

const alva = '1200000000000001'
const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 10, 14)
const revoked = answer(401, graph(190, 463))
const subscribed = answer(200, '{"data":[{"id":"1","subscribed_fields":["messages","messaging_seen"]}]}')

test('believes either of the two apps', () => {
  const both = { ...account, secrets: { ...account.secrets, facebookAppSecret: 'another-secret' } }
  const signed = (secret: string) =>
    exampleWebhook('{}', { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update('{}').digest('hex')}` })

  assert.equal(instagram.verify(signed('app-secret'), both), true)
  assert.equal(instagram.verify(signed('another-secret'), both), true)
  assert.equal(instagram.verify(signed('another-secret'), account), false)
  assert.equal(instagram.verify(signed(''), account), false)
  assert.equal(instagram.verify(exampleWebhook('{}'), both), false)
})

test('learns a name, or a username where there is none', () => {
  const started = instagram.profile(alva, account)
  assert.equal(started.request.url, `https://graph.instagram.com/v25.0/${alva}?fields=name%2Cusername%2Cprofile_pic`)
  const named = (name: string | null): unknown => {
    const read = started.read(answer(200, JSON.stringify({ name, username: 'alva.example' })))
    return read.kind === 'done' && read.value
  }
  assert.deepEqual(named('Alva Test'), { name: 'Alva Test', locale: null, avatar: null })
  assert.deepEqual(named(null), { name: 'alva.example', locale: null, avatar: null })
})

test('is content with no profile, where it is withheld', () => {
  for (const refusal of [answer(403, graph(230)), answer(400, graph(9010)), answer(400, graph(100))]) {
    assert.deepEqual(instagram.profile(alva, account).read(refusal), {
      kind: 'done',
      value: { name: null, locale: null, avatar: null },
    })
  }
  assert.deepEqual(brief(instagram.profile(alva, account).read(revoked)), ['auth_invalid', 'never', true])
})

test('shows that somebody writes through the door of its login', () => {
  const url = (asked: typeof account): string => instagram.typing(alva, null, asked).request.url
  assert.equal(url(account), 'https://graph.instagram.com/v25.0/17840000000000201/messages')
  assert.equal(url(linked), 'https://graph.facebook.com/v25.0/100000000000201/messages')
  const { body } = instagram.markRead(alva, { providerId: 'aWdfTXT1', data: {} }, account).request
  assert.deepEqual(body.kind === 'json' && body.value, { recipient: { id: alva }, sender_action: 'mark_seen' })
})

test('learns the account from its token, and puts a mistaken id right', () => {
  const me = answer(200, '{"user_id":"17840000000000201","id":"9900000000000001","username":"example.shop"}')
  for (const accountId of ['', '17840000000000201', '9900000000000001']) {
    const asked = { ...account, settings: { ...account.settings, accountId } }
    const first = instagram.check(asked)
    assert.equal(first.request.url, 'https://graph.instagram.com/v25.0/me?fields=user_id%2Cusername%2Cname')
    const second = first.read(me)
    assert.ok(second.kind === 'step')
    assert.equal(second.request.url, 'https://graph.instagram.com/v25.0/me/subscribed_apps')
    assert.deepEqual(second.read(subscribed), {
      kind: 'done',
      value: {
        name: '@example.shop',
        settings: { accountId: '17840000000000201', username: 'example.shop' },
        problem: null,
      },
    })
  }
  const other = answer(200, '{"user_id":"17840000000000999","id":"9900000000000009","username":"somebody.else"}')
  assert.deepEqual(brief(instagram.check(account).read(other)), ['permission', 'never', true])
})

test('finds the account that is linked to the page', () => {
  const page = (id: string) =>
    answer(200, JSON.stringify({ id: '100000000000201', instagram_business_account: { id, username: 'example.shop' } }))
  const first = instagram.check(linked)
  assert.match(first.request.url, /^https:\/\/graph\.facebook\.com\/v25\.0\/100000000000201\?fields=id/)
  const second = first.read(page('17840000000000201'))
  assert.ok(second.kind === 'step')
  assert.equal(second.request.url, 'https://graph.facebook.com/v25.0/100000000000201/subscribed_apps')
  const read = second.read(subscribed)
  assert.deepEqual(read.kind === 'done' && read.value.settings, {
    accountId: '17840000000000201',
    username: 'example.shop',
    pageId: '100000000000201',
  })
  assert.deepEqual(brief(first.read(page('17840000000000999'))), ['permission', 'never', true])
})

test('subscribes the account, or the page to all that its Messenger needs too', () => {
  const of = (asked: typeof account): unknown => {
    const { url, body } = instagram.subscribe(asked).request
    return [url, body.kind === 'json' && body.value]
  }
  assert.deepEqual(of(account), [
    'https://graph.instagram.com/v25.0/me/subscribed_apps',
    {
      subscribed_fields:
        'messages,messaging_postbacks,messaging_seen,message_reactions,message_edit,messaging_referral',
    },
  ])
  assert.deepEqual(of(linked), [
    'https://graph.facebook.com/v25.0/100000000000201/subscribed_apps',
    {
      subscribed_fields:
        'messages,messaging_postbacks,message_deliveries,message_reads,message_echoes,message_reactions,message_edits,messaging_referrals,messaging_handovers,standby,messaging_policy_enforcement',
    },
  ])
})

test('unsubscribes its own account, and leaves a page alone', () => {
  const own = instagram.unsubscribe(account)
  assert.equal(own.kind === 'step' && own.request.method, 'DELETE')
  assert.equal(instagram.unsubscribe(linked).kind, 'done')
})

test('renews its token every week, and a page’s never', () => {
  const renewed = (renewedAt?: number): unknown => {
    const secrets = { ...account.secrets, ...(renewedAt !== undefined && { renewedAt: String(renewedAt) }) }
    return instagram.refresh({ ...account, secrets }, now)?.request.url ?? null
  }
  const url = 'https://graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token&access_token=the-token'
  assert.equal(renewed(), url)
  assert.equal(renewed(now - 7 * day), url)
  assert.equal(renewed(now - 6 * day), null)
  assert.equal(instagram.refresh(linked, now), null)
  assert.equal(instagram.refresh(account, now, true), null)
})

test('keeps the new token, and asks tomorrow while the old one is too young to be renewed', () => {
  const started = instagram.refresh(account, now)
  assert.ok(started !== null)
  assert.deepEqual(started.read(answer(200, '{"access_token":"IGAAnew","token_type":"bearer","expires_in":5183944}')), {
    kind: 'done',
    value: { accessToken: 'IGAAnew', renewedAt: String(now) },
  })
  assert.deepEqual(brief(started.read(answer(500, graph(2)))), ['provider_down', 'later', false])

  for (const refusal of [answer(400, graph(100)), revoked]) {
    const tomorrow = started.read(refusal)
    assert.ok(tomorrow.kind === 'done')
    const known: InstagramAccount = { ...account, secrets: { ...account.secrets, ...tomorrow.value } }
    assert.equal(instagram.refresh(known, now + day - 1), null)
    assert.deepEqual(brief(instagram.refresh(known, now + day)?.read(revoked) ?? { kind: 'none' }), [
      'auth_invalid',
      'never',
      true,
    ])
  }
})

function graph(code: number, subcode?: number): string {
  return JSON.stringify({ error: { message: 'words', type: 'OAuthException', code, error_subcode: subcode } })
}

function brief(result: Readonly<{ kind: string }> | Failure): unknown {
  assert.ok(result.kind === 'failure' && 'code' in result)
  return [result.code, result.retry, result.isChannelBroken]
}
