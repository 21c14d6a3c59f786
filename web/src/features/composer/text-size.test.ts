import assert from 'node:assert/strict'
import { test } from 'node:test'
import { segmentsOf, sizeOf } from './text-size.ts'

test('a text is as long as its channel counts it', () => {
  assert.equal(sizeOf('Åland 😀', 'utf16'), 8)
  assert.equal(sizeOf('Åland 😀', 'code_points'), 7)
  assert.equal(sizeOf('Åland 😀', 'bytes'), 11)
})

test('160 letters of the GSM alphabet are one text message, and one more makes two of 153', () => {
  assert.deepEqual(segmentsOf('a'.repeat(160)), { count: 1, left: 0, wideBecauseOf: null })
  assert.deepEqual(segmentsOf('a'.repeat(161)), { count: 2, left: 145, wideBecauseOf: null })
  assert.equal(segmentsOf('a'.repeat(306)).count, 2)
  assert.equal(segmentsOf('a'.repeat(307)).count, 3)
})

test('what stands in the extension of the alphabet counts twice', () => {
  assert.deepEqual(segmentsOf('€'.repeat(80)), { count: 1, left: 0, wideBecauseOf: null })
  assert.equal(segmentsOf('€'.repeat(81)).count, 2)
})

test('one other letter makes all of it wide, and is named', () => {
  assert.deepEqual(segmentsOf(`It’s ${'a'.repeat(65)}`), { count: 1, left: 0, wideBecauseOf: '’' })
  assert.deepEqual(segmentsOf(`It’s ${'a'.repeat(66)}`), { count: 2, left: 63, wideBecauseOf: '’' })
})

test('a letter of two places is not cut apart', () => {
  assert.equal(segmentsOf(`${'a'.repeat(66)}😀${'a'.repeat(66)}`).count, 3)
  assert.equal(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`).count, 3)
})

test('nothing is nothing', () => {
  assert.deepEqual(segmentsOf(''), { count: 0, left: 160, wideBecauseOf: null })
})
