import assert from 'node:assert/strict'
import { test } from 'node:test'
import { neighbourOf } from './neighbours.ts'
import { sample, sampleStep } from './sample.ts'

const fork = sampleStep('branch', 'fork', { 'branch:a': 'left', else: 'right' })
const definition = sample(fork, sampleStep('assign', 'left'), sampleStep('note', 'right'), sampleStep('stop', 'loose'))

for (const [from, direction, to] of [
  [null, 'ahead', 'fork'],
  ['fork', 'back', null],
  ['fork', 'ahead', 'left'],
  ['left', 'down', 'right'],
  ['right', 'up', 'left'],
  ['left', 'back', 'fork'],
  [null, 'down', 'loose'],
  ['loose', 'up', null],
] as const) {
  test(`from ${from ?? 'the start'} it is ${direction} to ${to ?? 'the start'}`, () => {
    assert.deepEqual(neighbourOf(definition, from, direction), { id: to })
  })
}

test('where nothing follows there is nowhere to go', () => {
  assert.equal(neighbourOf(definition, 'left', 'ahead'), null)
  assert.equal(neighbourOf(definition, 'left', 'up'), null)
  assert.equal(neighbourOf(definition, null, 'back'), null)
})
