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

test('what is heard of runs and ratings stands where it would be fetched', () => {
  const started = { ...eventExample('workflow_run.started', { run: { workflowName: 'Sales' } as never }), sequence: 11 }
  const rated = { ...eventExample('rating.given', { rating: { score: 5 } as never }), sequence: 13 }
  const written = { ...eventExample('message.removed', { id: uuid(1), conversationId: uuid(100) }), sequence: 12 }

  const fetched = historyPageOf([entry(10), started, rated], true)

  assert.deepEqual(
    fetched.lines.map(({ what }) => what.type),
    ['closed', 'run_started', 'rated'],
  )
  assert.deepEqual(withEntries(historyPageOf([entry(10)], true), [started, written, rated]), fetched)
})

function entry(sequence: number) {
  return { ...eventExample('conversation.closed', { by: 'member', conversation: { id: uuid(100) } }), sequence }
}
