import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowValueOf } from './outside.ts'
import { valueAt } from './paths.ts'

const order = { id: 'A-1', items: [{ name: 'Rope', tags: ['long', 'blue'] }], 'first name': 'Cora', none: null }

test('finds what stands at a place', () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ['id', 'A-1'],
    ['items[0].name', 'Rope'],
    [' items[0].tags[1] ', 'blue'],
    ['items', order.items],
    ['first name', 'Cora'],
    ['none', null],
  ]
  for (const [path, value] of rows) assert.deepEqual(valueAt(order, path), value, path)
  assert.equal(valueAt(['a', ['b']], '[1][0]'), 'b')
})

test('finds nothing where nothing is, and by what is no path', () => {
  const paths = [
    '',
    'a',
    'id.length',
    'items.length',
    'items[1]',
    'items[0',
    'items[-1]',
    'items[x]',
    'id[0]',
    'none.a',
  ]
  for (const path of [
    ...paths,
    '.id',
    'id.',
    'a..b',
    'constructor',
    '__proto__',
    'items.map',
    '[0]'.repeat(21),
    'a'.repeat(201),
  ]) {
    assert.equal(valueAt(order, path), undefined, path)
  }
})

test('whatever is found becomes what a variable can hold', () => {
  const rows: readonly (readonly [unknown, unknown])[] = [
    ['a\u001ab\0c\ud800', 'abc\ufffd'],
    [-0, 0],
    [Number.POSITIVE_INFINITY, null],
    [undefined, null],
    [{ a: 1 }, '{"a":1}'],
    [
      ['a', 1, null, { b: 2 }],
      ['a', '1', '', '{"b":2}'],
    ],
  ]
  for (const [given, value] of rows) assert.deepEqual(workflowValueOf(given), value)
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
  assert.doesNotThrow(() => workflowValueOf({ deep }))
  assert.equal(workflowValueOf('x'.repeat(20_000))?.toString().length, 10_000)
})
