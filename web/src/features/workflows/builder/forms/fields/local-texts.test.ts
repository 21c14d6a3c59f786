import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StepOf } from '@fairlead/sdk'
import { addLocale, localesOf, makeDefault, removeLocale, textIn } from './local-texts.ts'

const said = (en: string) => ({ defaultLocale: 'en', texts: { en } })
const step: StepOf<'ask_question'> = {
  ...{ id: 'ask', type: 'ask_question', name: '', comment: '', at: { x: 0, y: 0 }, exits: {} },
  ...{ text: said('What is it about?'), answer: 'choice', choices: [{ id: 'sales', title: said('Buying') }] },
  ...{ min: null, max: null, pattern: '', saveTo: null, invalidText: said('Please choose.'), retries: 2 },
  timeoutMinutes: null,
}

test('another language begins with the words of the default one', () => {
  const added = addLocale(step, 'de')
  assert.deepEqual(localesOf(added.text), ['en', 'de'])
  assert.equal(textIn(added.text, 'de'), 'What is it about?')
  assert.deepEqual(added.choices, step.choices)
})

test('a language can go, the default one stays', () => {
  assert.deepEqual(removeLocale(addLocale(step, 'de'), 'de'), step)
  assert.deepEqual(removeLocale(step, 'en'), step)
})

test('in the default language nothing is missing, wherever the step says something', () => {
  const german = makeDefault(addLocale(step, 'de'), 'de')
  const texts = [german.text, german.choices[0]?.title, german.invalidText]
  assert.deepEqual(
    texts.map((text) => text && [text.defaultLocale, text.texts.de]),
    [
      ['de', 'What is it about?'],
      ['de', 'Buying'],
      ['de', 'Please choose.'],
    ],
  )
})
