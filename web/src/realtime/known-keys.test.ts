import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import { keysOf } from './known-keys.ts'

test('knows what was there before, what comes, and what goes', () => {
  const queryClient = new QueryClient()
  queryClient.setQueryData(['conversation', 1], 'a')
  assert.deepEqual(keysOf(queryClient, 'conversation'), [['conversation', 1]])

  queryClient.setQueryData(['conversation', 2], 'b')
  queryClient.setQueryData(['conversations', 'mine'], 'c')
  queryClient.removeQueries({ queryKey: ['conversation', 1] })
  assert.deepEqual(keysOf(queryClient, 'conversation'), [['conversation', 2]])
  queryClient.clear()
  assert.deepEqual(keysOf(queryClient, 'conversation'), [])
})
