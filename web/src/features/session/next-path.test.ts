import assert from 'node:assert/strict'
import test from 'node:test'
import { nextPath } from './next-path.ts'

test('goes where the person wanted to go', () => {
  assert.equal(nextPath('/settings/teams?x=1'), '/settings/teams?x=1')
})

test('goes home when nothing was wanted, and never back to the log-in page', () => {
  assert.equal(nextPath(undefined), '/')
  assert.equal(nextPath(''), '/')
  assert.equal(nextPath('/login?next=/x'), '/')
})

test('stays on this site whatever the address says', () => {
  for (const next of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:x',
  ]) {
    assert.equal(nextPath(next), '/', next)
  }
})
