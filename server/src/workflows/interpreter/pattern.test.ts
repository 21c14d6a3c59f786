import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compilePattern, PatternMistake } from './pattern.ts'

test('finds anywhere, without regard to case', () => {
  assert.ok(compilePattern('order\\s+\\d+').test('My ORDER 12, please'))
  assert.ok(compilePattern('äöü').test('ÄÖÜ'))
  assert.equal(compilePattern('order\\s+\\d+').test('my order'), false)
})

test('met from beginning to end, where it has to be', () => {
  const pattern = compilePattern('[a-z]{2}|\\d{3}', { whole: true })
  assert.deepEqual(
    ['AB', '123', 'AB1', '1234', 'x\nAB'].map((text) => pattern.test(text)),
    [true, true, false, false, false],
  )
})

describe('says what is wrong with', () => {
  const rows = [
    ['a bracket that is not closed', '(a', /Missing closing \)/],
    ['what looks back', '(a)\\1', /Invalid escape sequence/],
    ['what looks ahead', 'a(?=b)', /Perl syntax/],
    ['one that is too long', 'a'.repeat(501), /at most 500 characters, this one 501/],
    ['one that repeats without measure', '(a{1,1000}){1000}', /./],
    ['one that repeats too much', '[a-z]{1,800}[a-z]{1,800}', /repeats too much/],
    ['what is a pattern only between others', 'a)|(b', /Unexpected \)/],
  ] as const
  for (const [what, source, message] of rows) {
    test(what, () => {
      const isMistake = (error: unknown) => error instanceof PatternMistake && message.test(error.message)
      assert.throws(() => compilePattern(source), isMistake)
      assert.throws(() => compilePattern(source, { whole: true }), isMistake)
    })
  }
})

test('what only looks like repeating is none', () => {
  for (const source of ['[{999}{999}]', '\\{999}\\{999}', '\\Q{999}{999}', '[]{999}{999}]', '[[:alpha:]{999}{999}]']) {
    assert.ok(compilePattern(source), source)
  }
})

test('what repeats too much is refused before it takes any time', () => {
  const start = performance.now()
  for (let least = 800; least < 1000; least += 1) {
    assert.throws(() => compilePattern(`\\pL{${least}}`.repeat(50)), PatternMistake)
  }
  assert.ok(performance.now() - start < 1000)
})

test('takes little time, whatever the pattern and the text', () => {
  const text = `${'a'.repeat(100_000)}!`
  for (const source of ['(a+)+$', '(a|aa)+$', '(a*)*b', '(.*a){20}x', '(a{1,20}){1,20}$', '(x+x+)+y', '\\pL{1,400}$']) {
    const start = performance.now()
    compilePattern(source).test(text)
    const ms = performance.now() - start
    assert.ok(ms < 2000, `${source} took ${Math.round(ms)} ms`)
  }
})
