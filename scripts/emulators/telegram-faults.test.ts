import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { InboundEvent } from '../../server/src/channels/inbound.ts'
import { telegram as adapter } from '../../server/src/channels/telegram/index.ts'
import { performAll } from './desk/perform.ts'
import { mara, openTelegramStage } from './telegram/example.ts'

let stage: Awaited<ReturnType<typeof openTelegramStage>>

beforeEach(async () => {
  stage = await openTelegramStage({ webhookTimeoutMs: 1_000, redeliverAfterMs: [20, 40] })
  await stage.telegram.customer(mara, { name: 'Mara Muster' }).sendText('Hello')
})

afterEach(() => stage[Symbol.asyncDispose]())

test('a refused token is refused everywhere, until there is a new one', async () => {
  stage.telegram.revokeToken()
  const outcome = await stage.send({ text: 'one' })
  assert.deepEqual(outcome.kind === 'failure' && [outcome.code, outcome.isChannelBroken], ['auth_invalid', true])
  const checked = await performAll(adapter.check(stage.account))
  assert.equal(checked.kind === 'failure' && checked.code, 'auth_invalid')

  stage.telegram.restoreToken()
  assert.equal((await stage.send({ text: 'two' })).kind, 'sent')
})

test('an error is answered once, and nothing is done', async () => {
  const { telegram } = stage
  telegram.faults.next({ status: 429, retryAfterSeconds: 3 })
  telegram.faults.next({ status: 500 })
  telegram.faults.next({ status: 409 })
  telegram.faults.next({ botError: { code: 400, description: "Bad Request: can't parse entities: so it goes" } })
  const outcomes = []
  for (const text of ['one', 'two', 'three', 'four']) outcomes.push(await stage.send({ text }))
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind === 'failure' && [outcome.code, outcome.retry, outcome.retryAfterMs]),
    [
      ['rate_limited', 'later', 3_000],
      ['provider_down', 'later', null],
      ['permission', 'never', null],
      ['unsupported_content', 'later', null],
    ],
  )
  assert.deepEqual(sentTexts(), [])
  assert.equal((await stage.send({ text: '**four**', tries: 3 })).kind, 'sent')
  assert.deepEqual(sentTexts(), ['four'])
})

test('what was cut, delayed or spoilt after it was done is unknown', async () => {
  const faults = [{ dropAfterApply: true }, { delayMs: 400 }, { truncated: true }, { html502: true, applies: true }]
  for (const [index, fault] of faults.entries()) {
    stage.telegram.faults.next(fault)
    const outcome = await stage.send({ text: `message ${index}` }, undefined, 200)
    assert.equal(outcome.kind, 'unknown', JSON.stringify(fault))
  }
  assert.deepEqual(sentTexts(), ['message 0', 'message 1', 'message 2', 'message 3'])
})

test('what is not taken holds back its own chat, and no other', async () => {
  await using slow = await openTelegramStage({ redeliverAfterMs: [400] })
  const { telegram, product } = slow
  const customer = telegram.customer(mara, { name: 'Mara Muster' })
  product.answerWith(500)
  assert.equal((await customer.sendText('first')).status, 500)
  const second = customer.sendText('second')
  await telegram.customer(5528190348, { name: 'Tom Test' }).sendText('other')
  assert.deepEqual(textsOf(product.events), ['other'])

  assert.equal((await second).status, 200)
  assert.deepEqual(textsOf(product.events), ['other', 'first', 'second'])
})

test('a webhook that fails gets the same bytes again, and is given up at last', async () => {
  const { telegram, product } = stage
  product.answerWith(500, 201)
  await telegram.customer(mara).sendText('Do you hear me?')
  await telegram.settled()
  assert.deepEqual(statuses(), [500, 201])
  assert.equal(new Set(product.bodies.slice(1)).size, 1)

  product.answerWith(null, null, null)
  await telegram.customer(mara).sendText('Is anybody there?')
  await telegram.settled()
  assert.deepEqual([statuses(), telegram.deliveries().at(-1)?.state], [[null, null, null], 'gave_up'])

  const attempts = await telegram.redeliverLast(3)
  assert.deepEqual(
    attempts.map(({ status }) => status),
    [200, 200, 200],
  )
})

test('whoever does not know the secret is refused', async () => {
  const url = stage.product.webhookUrl
  assert.equal((await fetch(url, { method: 'POST', body: '{"update_id":1}' })).status, 401)
})

function textsOf(events: readonly InboundEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === 'message' ? [event.message.text] : []))
}

function sentTexts(): readonly string[] {
  return stage.telegram
    .chat(mara)
    .messages.filter(({ direction }) => direction === 'out')
    .map(({ text }) => text)
}

function statuses(): readonly (number | null)[] {
  return (
    stage.telegram
      .deliveries()
      .at(-1)
      ?.attempts.map(({ status }) => status) ?? []
  )
}
