import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { requireShallow } from './nesting.ts'

const nested = (depth: number, [open, close]: readonly [string, string]) =>
  `${open.repeat(depth)}${close.repeat(depth)}`

test('what is nested deeper than anything in the contract is refused', () => {
  for (const signs of [
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const) {
    const each = signs[0].startsWith('[{') ? 2 : 1
    requireShallow(nested(Math.floor(100 / each), signs))
    assert.throws(() => requireShallow(nested(Math.floor(100 / each) + 1, signs)), AppError)
    assert.throws(() => requireShallow(nested(100_000, signs)), AppError)
  }
})

test('brackets in texts, and many beside each other, are not deep', () => {
  requireShallow(JSON.stringify({ text: '['.repeat(1000), quoted: '"[\\"'.repeat(200) }))
  requireShallow(JSON.stringify(Array.from({ length: 1000 }, () => [{}])))
})
