import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTranslate } from './translate.ts'

const dictionaries = {
  common: { save: 'Speichern', errors: { gone: 'Weg: {{detail}}' } },
  list: {
    found_one: '{{count, number}} Treffer',
    found_other: '{{count, number}} Treffer in {{places}} Listen',
    number: 'Nr. {{number}}',
    share: 'zu {{share, number(style: percent; maximumFractionDigits: 1)}}',
  },
}
const t = createTranslate('de', ['list', 'common'], (name) => dictionaries[name as keyof typeof dictionaries])

test('says what a key means, in the first namespace that has it or in the one that is named', () => {
  assert.equal(t('number', { number: 1234 }), 'Nr. 1234')
  assert.equal(t('save'), 'Speichern')
  assert.equal(t('common:errors.gone', { detail: 'x' }), 'Weg: x')
})

test('chooses the form by the count, in the language', () => {
  assert.equal(t('found', { count: 1 }), '1 Treffer')
  assert.equal(t('found', { count: 12_345, places: 3 }), '12.345 Treffer in 3 Listen')
})

test('takes the general form where a language has fewer, or more, than the texts', () => {
  const texts = { place_other: '{{count}} place', days: 'always {{count}}' }
  const inThai = createTranslate('th', ['one'], () => texts)
  assert.equal(inThai('place', { count: 1 }), '1 place')
  assert.equal(inThai('days', { count: 1 }), 'always 1')
})

test('writes numbers as the language does', () => {
  assert.equal(t('share', { share: 0.125 }), 'zu 12,5\u00a0%')
})

test('says the default where there is no text, else shows the key', () => {
  assert.equal(t('errors.unheard_of', { defaultValue: 'The server said so.' }), 'The server said so.')
  assert.equal(t('toString'), 'toString')
  assert.equal(t('errors'), 'errors')
})
