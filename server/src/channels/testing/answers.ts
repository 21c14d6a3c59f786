import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeliveryOutcome, FailureCode, ProviderAnswer } from '../channel.ts'
import { exampleAnswer, exampleMessage } from './example.ts'
import type { ChannelExample } from './suite.ts'

const codes: Readonly<Record<FailureCode, true>> = {
  auth_invalid: true,
  permission: true,
  rate_limited: true,
  window_closed: true,
  recipient_unavailable: true,
  opted_out: true,
  recipient_blocked: true,
  invalid_recipient: true,
  unsupported_content: true,
  media_error: true,
  template_error: true,
  policy: true,
  provider_down: true,
  unknown: true,
}

const html = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body></body></html>'

/** Every answer means something, and nothing is sent twice because of one. */
export function describeAnswers<Settings, Secrets>(example: ChannelExample<Settings, Secrets>): void {
  const { channel, taken } = example
  const { isRepeatable } = channel.capabilities
  const message = exampleMessage({ to: example.to, ...example.message })
  const outcome = (answer: ProviderAnswer): DeliveryOutcome => channel.outcome(answer, message)
  const isTriedAgain = (answer: ProviderAnswer): boolean => {
    const come = outcome(answer)
    return come.kind === 'failure' && come.retry === 'later'
  }

  test('knows a message that was taken', () => {
    const come = outcome(taken)
    assert.ok(come.kind === 'sent' && come.providerId !== '', JSON.stringify(come))
  })

  test('makes something of every status, whatever comes with it', () => {
    const half = taken.body.slice(0, Math.floor(taken.body.length / 2))
    const bodies = ['', half, html, '{}', '[]', 'null', '7', '"x"', '{"error":null}', '{"error":[]}', '\u0000']
    for (let status = 200; status <= 599; status += 1) {
      for (const body of [taken.body, ...bodies]) {
        for (const headers of [{}, { 'retry-after': '7' }, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }]) {
          assertOutcome(outcome(exampleAnswer(status, body, headers)), `HTTP ${status} ${body.slice(0, 40)}`)
        }
      }
    }
    const bottomless = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    for (const status of [200, 400, 500]) assertOutcome(outcome(exampleAnswer(status, bottomless)), `${status}`)
  })

  test('sends nothing again that may have been taken, unless the provider would know it', () => {
    const lost = { kind: 'no_answer', isWritten: true, detail: 'timeout' } as const
    const inDoubt = [lost, ...['', html].map((body) => ({ ...taken, body }))]
    for (const answer of inDoubt) {
      const come = outcome(answer)
      assertOutcome(come, JSON.stringify(answer))
      if (!isRepeatable) assert.equal(isTriedAgain(answer), false, JSON.stringify(answer))
    }
    assert.equal(outcome(lost).kind === 'sent', false)
  })

  test('tries again what was certainly not taken', () => {
    const unheard = { kind: 'no_answer', isWritten: false, detail: 'connection refused' } as const
    assert.equal(isTriedAgain(unheard), true)
    assert.equal(isTriedAgain(exampleAnswer(503, '')), true)
    assert.equal(isTriedAgain(exampleAnswer(429, '')), true)
  })

  test('calls nothing sent that the provider refused', () => {
    for (const status of [400, 401, 403, 404, 413, 422, 429, 500, 502, 503]) {
      for (const body of ['', html, '{}'])
        assert.notEqual(outcome(exampleAnswer(status, body)).kind, 'sent', `${status}`)
    }
  })
}

function assertOutcome(come: DeliveryOutcome, why: string): void {
  if (come.kind === 'sent') {
    assert.ok(come.providerId !== '', why)
  } else if (come.kind === 'unknown') {
    assert.ok(come.detail !== '', why)
  } else {
    const { code, detail, retry, retryAfterMs } = come
    assert.ok(codes[code] && detail !== '' && detail.length < 2_000, `${why}: ${code} ${detail.slice(0, 200)}`)
    assert.ok(retryAfterMs === null || (retry === 'later' && retryAfterMs >= 0), `${why}: ${retryAfterMs}`)
  }
}
