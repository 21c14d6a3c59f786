import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ExpectationText, expectationTexts, expectationVariables } from '@fairlead/sdk'
import { checkMessages, checkText, type ExpectationValues, renderExpectation } from './templates.ts'

const nothing = Object.fromEntries(expectationVariables.map((name) => [name, null])) as ExpectationValues

type Row = readonly [statement: string, text: string, line: number, column: number, message: RegExp]

const mistakes: readonly Row[] = [
  ['an unknown variable', 'Hello\n  {{ agent }}', 2, 6, /no variable “agent”/],
  ['an unknown variable in a condition', '{% if etta %}x{% endif %}', 1, 7, /no variable “etta”/],
  ['an unknown variable as a fallback', '{{ eta | default: soon }}', 1, 19, /no variable “soon”/],
  ['a part of a text', '{{ agent_name.first }}', 1, 4, /no part “first”/],
  ['an unknown filter', 'Hi {{ eta | shout }}', 1, 4, /undefined filter: shout/i],
  ['an unknown tag', 'Hi {% when %}', 1, 4, /tag "when" not found/i],
  ['an output that does not end', 'Hi {{ eta', 1, 4, /not closed/],
  ['a condition that does not end', 'a\n{% if eta %}b', 2, 1, /not closed/],
  ['another template', '{% include "/etc/passwd" %}', 1, 1, /tag "include" not found/i],
  ['a template of another tag', '{% render "x" %}', 1, 1, /tag "render" not found/i],
  ['a layout', '{% layout "x" %}', 1, 1, /tag "layout" not found/i],
  ['a loop without end', '{% for i in (1..1000000000) %}{{ i }}{% endfor %}', 1, 1, /limit exceeded/],
]

describe('refuses', () => {
  for (const [statement, text, line, column, message] of mistakes) {
    test(`${statement}, and says where`, () => {
      const [mistake] = checkText(text)

      assert.deepEqual({ line: mistake?.line, column: mistake?.column }, { line, column })
      assert.match(mistake!.message, message)
    })
  }
})

test('tells all unknown variables at once, in the order in which they are written', () => {
  const found = checkText('{{ b }} {{ a }}\n{{ eta }}{{ a }}')

  assert.deepEqual(
    found.map(({ line, column }) => [line, column]),
    [
      [1, 4],
      [1, 12],
      [2, 13],
    ],
  )
})

test('finds the mistakes of every message and language, and a default language without a text', () => {
  const given = (texts: Record<string, string>): ExpectationText => ({ defaultLocale: 'en', texts, everyHours: 1 })
  const found = checkMessages({
    assigned: given({ en: 'Hello {{ agent_name }}', de: 'Hallo {{ name }}' }),
    away: given({ de: 'Zu' }),
    overCapacity: null,
    queueUpdate: given({ en: 'Fine' }),
    expectedReply: 'within {{ x }}',
  })

  assert.deepEqual(
    found.map(({ path }) => path),
    ['messages.assigned.texts.de', 'messages.away.texts'],
  )
})

test('is plain text: what a name has in it is neither escaped nor run', () => {
  const name = '<b>Ana & Co</b> {{ eta }} {% if %}'

  assert.equal(renderExpectation(' Hi {{ contact_name }}! ', { ...nothing, contact_name: name }), `Hi ${name}!`)
})

test('has fallbacks for what is not known', () => {
  const text = 'In {{ eta | default: "a while" }}{% if position %}, number {{ position }}{% endif %}'

  assert.equal(renderExpectation(text, nothing), 'In a while')
  assert.equal(renderExpectation(text, { ...nothing, eta: '5 minutes', position: 3 }), 'In 5 minutes, number 3')
})

test('the texts to begin with are right in every language, and say something when nothing is known', () => {
  const languages = Object.keys(expectationTexts.away)
  for (const texts of Object.values(expectationTexts)) {
    assert.deepEqual(Object.keys(texts), languages)
    for (const text of Object.values(texts)) {
      assert.deepEqual(checkText(text), [])
      // Thai ends a sentence without a mark.
      assert.match(renderExpectation(text, nothing), /(\.|\p{Script=Thai})$/u)
    }
  }
})
