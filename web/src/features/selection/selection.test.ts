import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extend, nothingSelected, type Selection, selectAll, toggle, within } from './selection.ts'

const shown = ['a', 'b', 'c', 'd', 'e']

test('a click selects, and another one lets go', () => {
  const one = toggle(nothingSelected, 'b')

  assert.deepEqual(idsOf(one), ['b'])
  assert.deepEqual(idsOf(toggle(one, 'b')), [])
})

test('a shift-click selects from the last click to here, in either direction', () => {
  assert.deepEqual(idsOf(extend(toggle(nothingSelected, 'b'), 'd', shown)), ['b', 'c', 'd'])
  assert.deepEqual(idsOf(extend(toggle(nothingSelected, 'd'), 'b', shown)), ['b', 'c', 'd'])
})

test('a range adds to what is selected, and the next one reaches from the same place', () => {
  const range = extend(toggle(toggle(nothingSelected, 'e'), 'b'), 'c', shown)

  assert.deepEqual(idsOf(range), ['b', 'c', 'e'])
  assert.deepEqual(idsOf(extend(range, 'a', shown)), ['a', 'b', 'c', 'e'])
})

test('without a click before, or with one that has left the list, a shift-click selects one', () => {
  assert.deepEqual(idsOf(extend(nothingSelected, 'c', shown)), ['c'])
  assert.deepEqual(idsOf(extend({ ids: new Set(['x']), anchorId: 'x' }, 'c', shown)), ['c', 'x'])
})

test('all that are shown can be selected at once', () => {
  assert.deepEqual(idsOf(selectAll(shown)), shown)
})

test('what has left the list is no longer selected', () => {
  const selection = selectAll(shown)

  assert.deepEqual(idsOf(within(selection, ['a', 'c'])), ['a', 'c'])
  assert.equal(within(selection, shown), selection)
  assert.equal(within(selection, ['b']).anchorId, null)
})

function idsOf({ ids }: Selection): string[] {
  return [...ids].sort()
}
