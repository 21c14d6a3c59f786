import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@fairlead/sdk'
import { isUnreachable } from './unreachable.ts'

test('nobody answers: no network, a proxy without a server behind it, or silence', () => {
  assert.ok(isUnreachable(new TypeError('Failed to fetch')))
  assert.ok(isUnreachable(answer(502)))
  assert.ok(isUnreachable(new DOMException('signal timed out', 'TimeoutError')))
})

test('a server that refuses, or is wrong, is there', () => {
  assert.ok(!isUnreachable(answer(401)))
  assert.ok(!isUnreachable(answer(500)))
  assert.ok(!isUnreachable(new DOMException('aborted', 'AbortError')))
})

function answer(status: number): ApiError {
  return new ApiError({ type: 'about:blank', title: '', status, code: 'example', detail: '' })
}
