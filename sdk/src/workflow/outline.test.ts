import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outlineOf } from './outline.ts'
import { english, workflowOf } from './testing.ts'

test('reads from top to bottom, a fork indented, and what was told is only mentioned', () => {
  const definition = workflowOf([
    { id: 'hello', type: 'send_message', text: english('Hello'), exits: { next: 'open' } },
    { id: 'open', type: 'hours', of: { kind: 'workspace' }, exits: { inside: 'give', outside: 'sorry' } },
    { id: 'sorry', type: 'send_message', text: english('Sorry'), exits: { next: 'give' } },
    { id: 'give', type: 'assign', to: { kind: 'nobody' }, exits: { next: 'hello' } },
    { id: 'lost', type: 'stop' },
  ])
  assert.deepEqual(
    outlineOf(definition).map(({ stepId, depth, via, isRepeat }) => [depth, via, stepId, isRepeat]),
    [
      [0, null, 'hello', false],
      [0, 'next', 'open', false],
      [1, 'inside', 'give', false],
      [1, 'next', 'hello', true],
      [1, 'outside', 'sorry', false],
      [1, 'next', 'give', true],
      [0, null, 'lost', false],
    ],
  )
})

test('a jump leads to where it jumps, then to what comes when it was taken too often', () => {
  const definition = workflowOf([
    { id: 'again', type: 'jump', to: 'again', exits: { exceeded: 'end' } },
    { id: 'end', type: 'stop' },
  ])
  assert.deepEqual(
    outlineOf(definition).map(({ stepId, via, isRepeat }) => [via, stepId, isRepeat]),
    [
      [null, 'again', false],
      ['to', 'again', true],
      ['exceeded', 'end', false],
    ],
  )
})

test('nothing is an empty list, and three hundred steps in a row are one', () => {
  assert.deepEqual(outlineOf(workflowOf([], { next: null })), [])
  const ids = Array.from({ length: 300 }, (_, index) => `s${index}`)
  const steps = ids.map((id, index) => {
    const next = ids[index + 1]
    return { id, type: 'open' as const, exits: next === undefined ? {} : { next } }
  })
  assert.deepEqual(
    outlineOf(workflowOf(steps)).map(({ stepId }) => stepId),
    ids,
  )
})
