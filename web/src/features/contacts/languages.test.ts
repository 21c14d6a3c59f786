import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOptions } from './languages.ts'

test('languages have names, and are in their order', () => {
  const labels = languageOptions(null, 'en').map(({ label }) => label)

  assert.equal(labels[0], 'Arabic')
  assert.deepEqual(labels, labels.toSorted())
})

test('the language there is can be any, even one that is none', () => {
  const labelOf = (code: string) => languageOptions(code, 'en').find(({ value }) => value === code)?.label

  assert.equal(labelOf('de-AT'), 'Austrian German')
  assert.equal(labelOf('not a language!'), 'not a language!')
})
