import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type InQueue, inQueueOrder } from './order.ts'
import type { Waiting } from './snapshot.ts'
import { exampleWaiting, now, roundRobinOnline } from './testing/examples.ts'

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
    assert.equal(queued([conversation])[0]?.score, score)
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
  'a deadline that is near comes before every score': [
    waited(1, 'low', 'b', now + 15 * minute),
    waited(9000, 'urgent', 'a'),
  ],
  'a deadline that is past is near': [waited(1, 'low', 'b', now - 500 * minute), waited(9000, 'urgent', 'a')],
  'a deadline further away changes nothing': [
    waited(9, 'normal', 'b'),
    waited(8, 'normal', 'a', now + 15 * minute + 1),
  ],
  'the earliest deadline comes first': [
    waited(1, 'low', 'b', now + 13 * minute),
    waited(9000, 'urgent', 'a', now + 14 * minute),
  ],
  'equal deadlines fall to the score': [waited(1, 'urgent', 'b', now + minute), waited(9, 'normal', 'a', now + minute)],
  'ids compare by code unit, the same in every language': [waited(5, 'normal', 'Z'), waited(5, 'normal', 'a')],
}

for (const [statement, inOrder] of Object.entries(orders)) {
  test(statement, () => {
    assert.deepEqual(inOrder, conversationsOf(queued(inOrder.toReversed())))
    assert.deepEqual(inOrder, conversationsOf(queued(inOrder)))
  })
}

test('a conversation put first by its deadline says so', () => {
  const [near, far] = queued([waited(1, 'normal', 'near', now), waited(1, 'urgent', 'far', now + 16 * minute)])

  assert.deepEqual([near?.isUrgentByDeadline, far?.isUrgentByDeadline], [true, false])
})

test('the boosts are those of the policy', () => {
  const boosts = { urgent: 3, high: 2, normal: 1, low: 0.5 }
  const policy = { ...roundRobinOnline, boosts }
  const [urgent, older, low] = inQueueOrder({
    now,
    policy,
    waiting: [waited(1, 'low'), waited(1.5, 'normal'), waited(1, 'urgent')],
  })

  assert.deepEqual([urgent?.score, older?.score, low?.score], [4, 2.5, 1.5])
})

function queued(waiting: readonly Waiting[]): readonly InQueue[] {
  return inQueueOrder({ now, policy: { ...roundRobinOnline, deadlineNearMinutes: 15 }, waiting })
}

function conversationsOf(queue: readonly InQueue[]): readonly Waiting[] {
  return queue.map(({ conversation }) => conversation)
}

function waited(
  minutes: number,
  priority: Waiting['priority'],
  conversationId = 'c',
  deadlineAt: number | null = null,
): Waiting {
  return exampleWaiting(conversationId, { waitingSince: now - minutes * minute, priority, deadlineAt })
}
