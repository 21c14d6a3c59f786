import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldText, fieldValue } from './field-value.ts'

const words = { yes: 'Yes', no: 'No' }

test('values are shown in words and read back as what they were', () => {
  for (const value of ['gold', 7.5, true, false]) {
    assert.equal(fieldValue(fieldText(value, words), value, words), value)
  }
})

test('what no longer fits its kind becomes a text', () => {
  assert.equal(fieldValue('many', 7, words), 'many')
  assert.equal(fieldValue('perhaps', true, words), 'perhaps')
  assert.equal(fieldValue('42', 'gold', words), '42')
})

test('an empty text removes the field', () => {
  assert.equal(fieldValue('', 7, words), null)
})
