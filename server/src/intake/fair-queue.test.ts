import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FairQueue } from './fair-queue.ts'

type Item = { workspaceId: string; channelId: string; name: string; weight: number }

test('whoever floods waits behind themselves: each workspace has its turn, and each channel within it', () => {
  const queue = new FairQueue<Item>()
  for (let each = 1; each <= 5; each += 1) queue.add(item('one', 'loud', `loud ${each}`))
  queue.add(item('one', 'calm', 'calm'))
  queue.add(item('two', 'other', 'other'))

  const names = take(queue, 7)

  assert.deepEqual(names, ['loud 1', 'other', 'calm', 'loud 2', 'loud 3', 'loud 4', 'loud 5'])
  assert.equal(queue.size, 0)
})

test('what comes on one channel stays in its order', () => {
  const queue = new FairQueue<Item>()
  queue.add(item('one', 'a', 'a1'))
  queue.add(item('one', 'a', 'a2'))
  assert.deepEqual(take(queue, 1), ['a1'])
  queue.add(item('one', 'a', 'a3'))
  assert.deepEqual(take(queue, 9), ['a2', 'a3'])
})

test('takes until it is heavy enough, and always one', () => {
  const queue = new FairQueue<Item>()
  queue.add(item('one', 'a', 'heavy', 1000))
  queue.add(item('one', 'a', 'light', 10))
  queue.add(item('one', 'a', 'lighter', 1))
  assert.deepEqual(take(queue, 20), ['heavy'])
  assert.deepEqual(take(queue, 20), ['light', 'lighter'])
  assert.deepEqual(take(queue, 20), [])
})

function item(workspaceId: string, channelId: string, name: string, weight = 1): Item {
  return { workspaceId, channelId, name, weight }
}

function take(queue: FairQueue<Item>, most: number): string[] {
  return queue.take(most, ({ weight }) => weight).map(({ name }) => name)
}
