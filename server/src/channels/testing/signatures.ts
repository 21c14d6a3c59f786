import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account, WebhookRequest } from '../channel.ts'
import type { Fixture } from './captured.ts'
import { exampleWebhook } from './example.ts'
import type { ChannelExample, ExampleWebhook } from './suite.ts'

const now = Date.UTC(2026, 10, 14, 9, 0, 0)
const MINUTE = 60_000

/** Nobody but the provider is heard. */
export function describeSignatures<Settings, Secrets>(
  { channel, account, fixtures }: ChannelExample<Settings, Secrets>,
  webhook: ExampleWebhook<Settings, Secrets>,
): void {
  const { header, isOverBody = true, tellsTime = false } = webhook
  const verify = (request: WebhookRequest, known = account): boolean => channel.verify(request, known, now)
  const signed = (fixture: Fixture, by = account, at = now): WebhookRequest => signedRequest(fixture, by, webhook, at)
  const bearing = (request: WebhookRequest, signature: string | null): WebhookRequest => {
    const headers = new Headers(request.headers)
    if (signature === null) headers.delete(header)
    else headers.set(header, signature)
    return { ...request, headers }
  }

  test('accepts every captured payload as the provider signs it', () => {
    for (const fixture of fixtures) assert.equal(verify(signed(fixture)), true, fixture.name)
  })

  test('refuses a signature that is missing, cut, changed, too long or nonsense', () => {
    for (const fixture of fixtures) {
      const request = signed(fixture)
      const right = request.headers.get(header) ?? ''
      const wrong = [null, '', right.slice(0, -1), right.slice(1), changed(right), `${right}0`, `${right}${right}`]
      const nonsense = ['x', 'sha256=', 't=,v1=', '='.repeat(64), 'ÿ', '0'.repeat(10_000)]
      for (const signature of [...wrong, ...nonsense]) {
        assert.equal(verify(bearing(request, signature)), false, `${fixture.name}: ${signature}`)
      }
    }
  })

  test('refuses what was signed by another secret, and everything while ours is empty', () => {
    for (const fixture of fixtures) {
      assert.equal(verify(signed(fixture, webhook.accountWith('another'))), false, fixture.name)
      assert.equal(verify(signed(fixture), webhook.accountWith('')), false, fixture.name)
      assert.equal(verify(bearing(signed(fixture), ''), webhook.accountWith('')), false, fixture.name)
    }
    const keyless = webhook.accountWith('')
    assert.equal(signsWithout(keyless) && verify(signed(fixtures[0]!, keyless), keyless), false)
  })

  if (isOverBody) {
    test('refuses a body that is not the one signed', () => {
      for (const [index, fixture] of fixtures.entries()) {
        const request = signed(fixture)
        const more = Buffer.concat([fixture.body, Buffer.from(' ')])
        assert.equal(verify({ ...request, body: fixture.body.slice(0, -1) }), false, fixture.name)
        assert.equal(verify({ ...request, body: more }), false, fixture.name)
        assert.equal(verify({ ...request, body: new Uint8Array() }), false, fixture.name)
        const other = fixtures[index + 1]
        if (other !== undefined) assert.equal(verify({ ...request, body: other.body }), false, fixture.name)
      }
    })
  }

  if (tellsTime) {
    test('refuses what was signed too long ago, or is from the future', () => {
      const [fixture] = fixtures
      assert.ok(fixture)
      assert.equal(verify(signed(fixture, account, now - 4 * MINUTE)), true)
      for (const minutes of [-6, 6, -60 * 24, 60 * 24 * 365]) {
        assert.equal(verify(signed(fixture, account, now + minutes * MINUTE)), false, `${minutes} minutes`)
      }
    })
  }

  if (channel.handshake !== undefined) {
    test('shakes hands with nobody who does not know the token', () => {
      const url = `${account.webhookUrl}?hub.mode=subscribe&hub.verify_token=guessed&hub.challenge=1`
      for (const address of [account.webhookUrl, url]) {
        const request = { ...exampleWebhook('', {}, address), method: 'GET' }
        assert.deepEqual(channel.handshake?.(request, account), { status: 403 })
      }
    })
  }

  // Some libraries make no HMAC with an empty key, and whoever cannot sign cannot be believed.
  function signsWithout(keyless: Account<Settings, Secrets>): boolean {
    try {
      return signed(fixtures[0]!, keyless) !== null
    } catch {
      return false
    }
  }
}

/** A payload as the provider posts it. */
export function signedRequest<Settings, Secrets>(
  { body, query = '' }: Pick<Fixture, 'body' | 'query'>,
  account: Account<Settings, Secrets>,
  { header, sign, headers }: ExampleWebhook<Settings, Secrets>,
  at: number,
): WebhookRequest {
  const request = exampleWebhook(body, headers ?? {}, `${account.webhookUrl}${query}`)
  const signature = sign(request, account, at)
  const all = new Headers(request.headers)
  all.set(header, signature)
  return { ...request, headers: all }
}

// A letter in the middle, so that neither the algorithm's name nor padding at the end is hit.
function changed(signature: string): string {
  const at = Math.floor(signature.length * 0.7)
  return `${signature.slice(0, at)}${signature[at] === '0' ? '1' : '0'}${signature.slice(at + 1)}`
}
