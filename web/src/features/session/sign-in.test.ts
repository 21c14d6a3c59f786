import assert from 'node:assert/strict'
import test from 'node:test'
import { retryAfterOf } from './sign-in.ts'

test('reads when to try again from either header', () => {
  assert.equal(retryAfterOf(new Headers({ 'Retry-After': '42' })), 42)
  assert.equal(retryAfterOf(new Headers({ 'X-Retry-After': '7' })), 7)
})

test('does not invent a time the server has not given', () => {
  assert.equal(retryAfterOf(new Headers()), null)
  assert.equal(retryAfterOf(new Headers({ 'Retry-After': 'soon' })), null)
})

test('never says "in 0 seconds"', () => {
  assert.equal(retryAfterOf(new Headers({ 'Retry-After': '0' })), 1)
})
