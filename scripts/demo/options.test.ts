import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOptions } from './options.ts'
import { Refusal } from './refusal.ts'

test('without options the demo runs at the pace of people until it is stopped', () => {
  const { seed, ...options } = readOptions(['--demo'])

  assert.deepEqual(options, { speed: 1, minutes: null, isQuiet: false })
  assert.ok(Number.isInteger(seed))
})

test('seed, speed and minutes are read', () => {
  const options = readOptions(['--demo', '--seed', '7', '--speed', '2.5', '--minutes', '3', '--quiet'])

  assert.deepEqual(options, { seed: 7, speed: 2.5, minutes: 3, isQuiet: true })
})

test('what is wrong is named, with how it is meant', () => {
  for (const args of [
    ['--speed', '21'],
    ['--speed', 'fast'],
    ['--minutes', ''],
    ['--seed', '-1'],
    ['--sped', '2'],
  ]) {
    assert.throws(() => readOptions(args), { constructor: Refusal, message: /npm run demo/ })
  }
})
