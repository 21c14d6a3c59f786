import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { StepOf } from '@fairlead/sdk'
import { readAnswer } from './answer.ts'
import { begin } from './begin.ts'
import type { Incoming } from './run-event.ts'
import { definitionOf, say } from './testing/play.ts'
import { worldOf } from './testing/world.ts'

type Row = readonly [
  typed: string | Partial<Incoming>,
  value: unknown,
  settings?: Record<string, unknown>,
  locale?: string,
]

const inWords = (texts: Record<string, string>) => ({ defaultLocale: 'en', texts })
const choices = [
  { id: 'buy', title: inWords({ en: 'Buy a boat', de: 'Boot kaufen' }) },
  { id: 'sell', title: inWords({ en: 'Sell a boat', de: 'Boot verkaufen' }) },
]
const limits = { min: 1, max: 100 }
const rows: Readonly<Record<StepOf<'ask_question'>['answer'], readonly Row[]>> = {
  text: [
    ['  Rope ', 'Rope'],
    ['', null],
    ['a\u001ab', 'ab'],
    ['ab-12', 'ab-12', { pattern: '[A-Z]{2}-\\d+' }],
    ['see ab-12', null, { pattern: '[A-Z]{2}-\\d+' }],
    ['Hi', null, { min: 3 }],
  ],
  choice: [
    [{ choiceId: 'sell', text: 'Sell a boat' }, 'Sell a boat'],
    ['boot KAUFEN', 'Buy a boat'],
    ['sell', 'Sell a boat'],
    ['2.', 'Sell a boat'],
    ['2️⃣', 'Sell a boat'],
    ['٢', 'Sell a boat'],
    ['3', null],
    ['0', null],
    ['', null],
    [{ choiceId: 'of another question', text: 'no' }, null],
  ],
  number: [
    ['42', 42],
    ['-0', 0],
    ['12,5', 12.5],
    ['1,000', 1000],
    ['1,000', 1, {}, 'de'],
    ['1.000', 1000, {}, 'de'],
    ['1.234,5', 1234.5],
    ['1,234,567', 1_234_567],
    ['12 000', 12_000],
    ['๔๒', 42],
    ['1e400', null],
    ['many', null],
    ['1.2.3,4,5', null],
    ['101', null, limits],
    ['0', null, limits],
    ['100', 100, limits],
  ],
  email: [
    ['Cora@example.com', 'Cora@example.com'],
    ['It is <cora@example.com>.', 'cora@example.com'],
    ['a@example.com or b@example.com', null],
    ['cora@example', null],
    ['@', null],
  ],
  phone: [
    ['+44 7700 900123', '+447700900123'],
    ['07700 900123', '+447700900123', {}, 'en-GB'],
    ['07700 900123', null],
    ['call me', null],
  ],
  url: [
    ['boats.example/rope?x=1', 'https://boats.example/rope?x=1'],
    ['http://boats.example', 'http://boats.example/'],
    ['javascript:alert(1)', null],
    ['ftp://boats.example', null],
    ['rope', null],
    ['see boats.example', null],
  ],
  date: [
    ['2030-02-28', '2030-02-28'],
    ['28.2.2030', '2030-02-28'],
    ['2/28/2030', '2030-02-28', {}, 'en-US'],
    ['3/4/30', '2030-03-04', {}, 'en-US'],
    ['3/4/30', '2030-04-03'],
    ['30.02.2030', null],
    ['soon', null],
  ],
  rating: [
    ['4', 4],
    ['5/5', 5],
    ['★★★', 3],
    ['⭐⭐', 2],
    ['1️⃣', 1],
    ['3, could be faster', 3],
    [{ choiceId: '5', text: '★★★★★' }, 5],
    ['6', null],
    ['0', null],
    ['10', null],
    ['4.5', null],
    ['5 boats', null],
  ],
  file: [
    [{ attachmentIds: ['f1', 'f2'] }, ['f1', 'f2']],
    ['none', null],
  ],
  location: [
    [{ location: { latitude: 54.3, longitude: 10.1 } }, '54.3,10.1'],
    ['here', null],
  ],
}

for (const [kind, cases] of Object.entries(rows)) {
  describe(`a question for ${kind}`, () => {
    for (const [typed, value, settings = {}, locale = 'en-GB'] of cases) {
      const isLocal = kind === 'phone' && typed === '07700 900123' && value === null
      test(`${JSON.stringify(typed)} is ${JSON.stringify(value)}`, () => {
        const answer = read(kind, typed, { settings, locale: isLocal ? 'en' : locale })
        assert.deepEqual(answer?.value ?? null, value)
      })
    }
  })
}

test('what is said of a rating beside the number is kept', () => {
  const found = read('rating', '2/5\nToo slow.', { settings: {}, locale: 'en' })
  assert.deepEqual(found?.rating, { score: 2, comment: 'Too slow.' })
})

function read(answer: string, typed: string | Partial<Incoming>, given: { settings: object; locale: string }) {
  const text = inWords({ en: 'Which?' })
  const definition = definitionOf([{ id: 'it', type: 'ask_question', text, answer, choices, ...given.settings }])
  const [step] = definition.steps
  const event = typeof typed === 'string' ? say(typed) : say('', typed)
  assert.ok(step?.type === 'ask_question' && event.type === 'message')
  const world = worldOf({ contact: { locale: given.locale } })
  return readAnswer({ definition, step, run: begin(definition, {}), world }, event.message)
}
