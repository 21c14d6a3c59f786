import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inQueueOrder, scoreOf } from './order.ts'
import type { Waiting } from './snapshot.ts'
import { exampleWaiting, now } from './testing/examples.ts'

const minute = 60_000

const scores: readonly (readonly [statement: string, conversation: Waiting, score: number])[] = [
  ['normal', waited(10, 'normal'), 10],
  ['high', waited(10, 'high'), 70],
  ['urgent', waited(10, 'urgent'), 1450],
  ['low', waited(10, 'low'), -50],
  ['half a minute', waited(0.5, 'normal'), 0.5],
  ['a message dated after the clock', waited(-2, 'normal'), -2],
]

for (const [statement, conversation, score] of scores) {
  test(`the score is minutes waited plus boost: ${statement}`, () => {
    assert.equal(scoreOf(conversation, now), score)
  })
}

const orders: Readonly<Record<string, readonly Waiting[]>> = {
  'the longest waiting comes first': [waited(9, 'normal', 'b'), waited(8, 'normal', 'a')],
  'urgent comes before normal': [waited(1, 'urgent', 'b'), waited(600, 'normal', 'a')],
  'a day of waiting outweighs urgency, so that nobody starves': [waited(1442, 'normal', 'b'), waited(1, 'urgent', 'a')],
  'equal scores fall to the older message': [waited(61, 'normal', 'b'), waited(1, 'high', 'a')],
  'equal scores stay equal where a fraction of a minute would be rounded': [
    waited(70.1, 'normal', 'b'),
    waited(10.1, 'high', 'a'),
    waited(130.1, 'low', 'c'),
  ].toSorted((a, b) => a.waitingSince - b.waitingSince),
  'equal scores of equal age fall to the id': [waited(5, 'normal', 'a'), waited(5, 'normal', 'b')],
  'ids compare by code unit, the same in every language': [waited(5, 'normal', 'Z'), waited(5, 'normal', 'a')],
}

for (const [statement, inOrder] of Object.entries(orders)) {
  test(statement, () => {
    assert.deepEqual(inQueueOrder(inOrder.toReversed()), inOrder)
    assert.deepEqual(inQueueOrder(inOrder), inOrder)
  })
}

function waited(minutes: number, priority: Waiting['priority'], conversationId = 'c'): Waiting {
  return exampleWaiting(conversationId, { waitingSince: now - minutes * minute, priority })
}
