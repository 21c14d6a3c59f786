import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BulkAnswer, inParts, summaryOf } from './bulk-summary.ts'

const closed = { code: 'conversation_closed', detail: 'It is closed.' }
const gone = { code: 'not_found', detail: 'It is gone.' }

test('counts what was done, and tells what was not by its reason', () => {
  const summary = summaryOf([
    answer('ana', null),
    answer('ben', gone),
    answer('cleo', closed),
    answer('dora', null),
    answer('eve', closed),
  ])

  assert.deepEqual(summary, {
    doneCount: 2,
    warnings: [],
    refusals: [
      { ...closed, names: ['cleo', 'eve'] },
      { ...gone, names: ['ben'] },
    ],
    refusedIds: ['ben', 'cleo', 'eve'],
  })
})

test('each warning is told once', () => {
  const warned = { ...answer('ana', null), warning: 'over_limit' }

  assert.deepEqual(summaryOf([warned, warned, answer('ben', null)]).warnings, ['over_limit'])
})

test('many go in parts, in order', () => {
  assert.deepEqual(inParts([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]])
  assert.deepEqual(inParts([], 2), [])
})

function answer(name: string, problem: BulkAnswer['problem']): BulkAnswer {
  return { conversationId: name, name, warning: null, problem }
}
