import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Checked, Done, Failure } from '../channel.ts'
import { exampleAnswer } from '../testing/example.ts'
import type { SmsSettings } from './account.ts'
import { check } from './check.ts'
import { account } from './testing.ts'

const own = { phone_number: '+12065550123', friendly_name: 'Example Shop', capabilities: { sms: true } }

test('is named as the number is', () => {
  assert.deepEqual(checked({}, { incoming_phone_numbers: [own] }), {
    kind: 'done',
    value: { name: 'Example Shop', settings: {} },
  })
})

test('asks for the number itself', () => {
  const next = check(account).read(answer({ status: 'active' }))
  assert.ok(next.kind === 'step')
  assert.match(next.request.url, /IncomingPhoneNumbers\.json\?PhoneNumber=%2B12065550123$/)

  const short = check({ ...account, settings: { ...account.settings, number: '24680' } }).read(answer({}))
  assert.match(short.kind === 'step' ? short.request.url : '', /SMS\/ShortCodes\.json\?ShortCode=24680$/)
})

test('says what is the matter', () => {
  const cases = [
    [checked({ status: 'suspended' }, {}), 'the account is suspended'],
    [checked({}, { incoming_phone_numbers: [] }), '+12065550123 is not a number of this account'],
    [
      checked({}, { incoming_phone_numbers: [{ ...own, capabilities: { sms: false } }] }),
      '+12065550123 takes no text messages',
    ],
  ] as const
  for (const [result, detail] of cases) assert.equal(result.kind === 'failure' && result.detail, detail)

  const refused = check(account).read(exampleAnswer(401, '{"code":20003,"message":"Authenticate"}'))
  assert.equal(refused.kind === 'failure' && refused.code, 'auth_invalid')
})

test('a messaging service may hold a number that is hosted elsewhere', () => {
  const settings = { ...account.settings, messagingServiceSid: 'MG0123456789abcdef0123456789abcdef' }
  const next = check({ ...account, settings }).read(answer({ friendly_name: 'Example Ltd', status: 'active' }))
  const result = next.kind === 'step' ? next.read(answer({ incoming_phone_numbers: [] })) : next
  assert.deepEqual(result, { kind: 'done', value: { name: 'Example Ltd', settings: {} } })
})

function checked(about: object, numbers: object): Done<Checked<SmsSettings>> | Failure {
  const next = check(account).read(answer({ status: 'active', friendly_name: 'Example Ltd', ...about }))
  const last = next.kind === 'step' ? next.read(answer(numbers)) : next
  assert.ok(last.kind !== 'step')
  return last
}

function answer(body: object): ReturnType<typeof exampleAnswer> {
  return exampleAnswer(200, JSON.stringify(body))
}
