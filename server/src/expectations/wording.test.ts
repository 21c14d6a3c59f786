import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chooseText, describeReplyWithin, describeWait } from './wording.ts'

const texts = { en: 'English', de: 'German', 'de-CH': 'Swiss German', 'pt-BR': 'Brazilian' }

const choices: readonly (readonly [contact: string | null, text: string, locale: string])[] = [
  ['de-CH', 'Swiss German', 'de-ch'],
  ['de_ch', 'Swiss German', 'de-ch'],
  ['de-AT', 'German', 'de-at'],
  ['de', 'German', 'de'],
  ['pt', 'Brazilian', 'pt'],
  ['pt-PT', 'Brazilian', 'pt-pt'],
  ['fr', 'English', 'en'],
  ['', 'English', 'en'],
  [null, 'English', 'en'],
]

describe('chooses the text', () => {
  for (const [contact, text, locale] of choices) {
    test(`“${text}” for ${contact === null ? 'a contact without a language' : `“${contact}”`}`, () => {
      assert.deepEqual(chooseText({ defaultLocale: 'en', texts, everyHours: 0 }, contact), { text, locale })
    })
  }
})

const place = { timeZone: 'Europe/Berlin', now: Date.parse('2030-01-07T17:00+01:00') }
const tomorrow = { kind: 'from', at: Date.parse('2030-01-08T09:00+01:00') } as const

test('puts waits into the words of a language', () => {
  const say = (locale: string) => describeWait({ kind: 'minutes', minutes: 1 }, { ...place, locale })
  assert.deepEqual(['en', 'de', 'es', 'fr', 'pt', 'xx'].map(say), [
    '1 minute',
    '1 Minute',
    '1 minuto',
    '1 minute',
    '1 minuto',
    '1 minute',
  ])
  assert.equal(describeWait({ kind: 'hours', hours: 2 }, { ...place, locale: 'de' }), '2 Stunden')
})

test('says from when, where the team opens before', () => {
  assert.equal(describeWait(tomorrow, { ...place, locale: 'en' }), 'tomorrow from 09:00')
  assert.equal(describeWait(tomorrow, { ...place, locale: 'de' }), 'morgen ab 09:00')
  assert.equal(describeWait(tomorrow, { ...place, locale: 'it' }), 'domani dalle 09:00')
  assert.equal(describeWait(tomorrow, { ...place, locale: 'vi' }), 'Ngày mai từ 09:00')
  assert.equal(describeWait(tomorrow, { ...place, locale: 'th' }), 'พรุ่งนี้ ตั้งแต่เวลา 09:00')
  assert.equal(describeWait(tomorrow, { ...place, locale: 'nl' }), 'morgen 09:00')
})

test('rounds replies up and promises what it says', () => {
  assert.deepEqual(describeReplyWithin(11 * 60_000, 'en'), { told: 'within 15 minutes', ms: 15 * 60_000 })
  assert.deepEqual(describeReplyWithin(91 * 60_000, 'de'), { told: 'innerhalb von 2 Stunden', ms: 2 * 3_600_000 })
  assert.deepEqual(describeReplyWithin(0, 'it'), { told: 'entro 1 minuto', ms: 60_000 })
  assert.deepEqual(describeReplyWithin(0, 'vi'), { told: 'trong vòng 1 phút', ms: 60_000 })
  assert.deepEqual(describeReplyWithin(0, 'th'), { told: 'ภายใน 1 นาที', ms: 60_000 })
  assert.deepEqual(describeReplyWithin(0, 'nl'), { told: 'over 1 minuut', ms: 60_000 })
})
