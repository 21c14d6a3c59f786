import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shareRows } from './share-rows.ts'

const [one, two] = [
  { id: '1', tags: ['a'] },
  { id: '2', tags: ['b'] },
]
const pages = (...data: object[]) => ({ pages: [{ data, nextCursor: null }], pageParams: [null] })

test('rows that only moved, or came again the same, stay the same objects', () => {
  const after = pages({ id: '2', tags: ['b'] }, one)
  const shared = shareRows(pages(one, two), after)
  assert.deepEqual(shared, after)
  const [first] = Object(shared).pages[0].data
  assert.equal(first, two)
})

test('what changed is new, and what comes first is taken as it is', () => {
  const changed = pages({ id: '1', tags: ['a', 'c'] })
  assert.deepEqual(shareRows(pages(one), changed), changed)
  assert.equal(shareRows(undefined, changed), changed)
})
