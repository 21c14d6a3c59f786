import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldType, FieldValue } from './index.ts'
import { readFieldValue } from './index.ts'

const read = (type: FieldType, value: FieldValue) => readFieldValue({ type, options: ['red', 'blue'] }, value)

test('each type keeps what fits it', () => {
  const fitting: [FieldType, FieldValue, FieldValue?][] = [
    ['text', ' gold ', 'gold'],
    ['paragraph', 'one\ntwo'],
    ['number', -1.5],
    ['yes_no', false],
    ['date', '2028-02-29'],
    ['choice', 'red'],
    ['choices', ['blue', 'red', 'blue'], ['blue', 'red']],
    ['link', 'https://shop.example/a?b=c'],
  ]
  for (const [type, given, kept = given] of fitting) {
    assert.deepEqual(read(type, given), { value: kept, fault: null }, type)
  }
})

test('each type refuses what does not fit it, and says why', () => {
  const wrong: [FieldType, FieldValue, string][] = [
    ['text', 1, 'not_text'],
    ['text', 'one\ntwo', 'not_one_line'],
    ['paragraph', true, 'not_text'],
    ['number', '1', 'not_number'],
    ['yes_no', 'yes', 'not_yes_no'],
    ['date', '2027-02-29', 'not_date'],
    ['date', '29.02.2028', 'not_date'],
    ['choice', 'green', 'not_option'],
    ['choice', ['red'], 'not_option'],
    ['choices', ['red', 'green'], 'not_option'],
    ['choices', 'red', 'not_option'],
    ['link', 'javascript:alert(1)', 'not_link'],
    ['link', 'shop.example', 'not_link'],
  ]
  for (const [type, given, fault] of wrong)
    assert.deepEqual(read(type, given), { value: null, fault }, `${type} ${given}`)
})

test('an empty value is none', () => {
  for (const empty of ['', '  ', [], null]) assert.deepEqual(read('choices', empty), { value: null, fault: null })
})
