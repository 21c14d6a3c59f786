import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowStep } from '@fairlead/sdk'
import { withKnownExits } from './known-exits.ts'

const part = (id: string, percent: number) => ({ id, percent })
const split = workflowStep.parse({
  ...{ id: 'split', type: 'split', parts: [part('a', 50), part('b', 50)] },
  exits: { 'part:a': 'one', 'part:b': 'two', 'part:c': 'three' },
})

test('a part that goes takes its line along', () => {
  assert.deepEqual(withKnownExits(split).exits, { 'part:a': 'one', 'part:b': 'two' })
})

test('a step whose lines all hang on something is the same', () => {
  const whole = withKnownExits(split)
  assert.equal(withKnownExits(whole), whole)
})
