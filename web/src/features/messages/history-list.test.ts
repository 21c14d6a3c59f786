import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventExample, uuid } from '../conversations/examples.ts'
import { historyPageOf, joinHistoryPages, withEntries } from './history-list.ts'

test('pages from the newest back join into lines from the oldest on', () => {
  const newest = historyPageOf([entry(30), entry(40)], false)
  const oldest = historyPageOf([entry(10), entry(20)], true)

  const joined = joinHistoryPages([newest, oldest])

  assert.deepEqual(
    [newest.olderBefore, joined.lines.map(({ sequence }) => sequence), joined.olderBefore],
    [30, [10, 20, 30, 40], null],
  )
})

test('what was told before is not told twice', () => {
  const page = historyPageOf([entry(10)], true)

  assert.equal(withEntries(page, [entry(10)]), page)
  assert.deepEqual(
    withEntries(page, [entry(10), entry(11)]).lines.map(({ sequence }) => sequence),
    [10, 11],
  )
})

function entry(sequence: number) {
  return { ...eventExample('conversation.closed', { by: 'member', conversation: { id: uuid(100) } }), sequence }
}
