import assert from 'node:assert/strict'
import { test } from 'node:test'
import { id, parseJson, storableData, tryJson } from './reading.ts'

test('keeps the digits of long whole numbers, wherever they stand', () => {
  const read = parseJson('{"a":9007199254740993,"b":[ -90071992547409931234, 7],"c":{"d":1234567890123456789}}')
  assert.deepEqual(read, { a: '9007199254740993', b: ['-90071992547409931234', 7], c: { d: '1234567890123456789' } })
  assert.equal(parseJson(' 9007199254740993'), Number('9007199254740993'))
})

test('leaves numbers that are exact, fractions and text alone', () => {
  const values = { max: Number.MAX_SAFE_INTEGER, at: 1794567890123, half: 0.1234567890123456, big: 1e300 }
  assert.deepEqual(parseJson(JSON.stringify(values)), values)
  const text = { said: 'ids: 9007199254740993, [9007199254740993]', list: ['9007199254740993'] }
  assert.deepEqual(parseJson(JSON.stringify({ ...text, at: 1 })), { ...text, at: 1 })
})

test('reads an id from either', () => {
  assert.equal(id(Object(parseJson('{"id":90071992547409931}')).id), '90071992547409931')
  assert.equal(id(90071), '90071')
  assert.equal(id(2 ** 60), null)
})

test('refuses bottomless nesting, and what is not JSON', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const) {
    const depth = 100_000
    assert.throws(() => parseJson(`${open.repeat(depth)}1${close.repeat(depth)}`), SyntaxError)
    assert.throws(() => parseJson(`${open.repeat(depth)}9007199254740993${close.repeat(depth)}`), SyntaxError)
  }
  assert.throws(() => parseJson('{"a":'), SyntaxError)
  assert.equal(tryJson('{"a":'), undefined)
})

test('takes what is broad and not deep, with brackets in its texts', () => {
  const broad = { rows: Array.from({ length: 5_000 }, (_, at) => ({ at, text: '[[[{{{'.repeat(5) })) }
  assert.deepEqual(parseJson(JSON.stringify(broad)), broad)
  const deep = JSON.parse(`${'['.repeat(100)}1${']'.repeat(100)}`)
  assert.deepEqual(parseJson(JSON.stringify(deep)), deep)
})

test('cuts what is kept as it came', () => {
  assert.equal(
    JSON.stringify(storableData(JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`)), null),
    `${'['.repeat(20)}null${']'.repeat(20)}`,
  )
})
