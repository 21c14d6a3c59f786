import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { boundCache } from './bounded-cache.ts'

let queryClient: QueryClient
let stop: () => void
beforeEach(() => {
  queryClient = new QueryClient()
  stop = boundCache(queryClient, 2)
})
afterEach(() => {
  stop()
  queryClient.clear()
})

test('forgets what was left longest ago', () => {
  for (const name of ['a', 'b', 'c']) look(name)()

  assert.deepEqual(kept(), ['b', 'c'])
})

test('what is looked at again is left later', () => {
  look('a')()
  look('b')()
  look('a')()
  look('c')()

  assert.deepEqual(kept(), ['a', 'c'])
})

test('keeps what somebody looks at, however long they do', () => {
  const leave = look('a')
  for (const name of ['b', 'c', 'd']) look(name)()
  assert.deepEqual(kept(), ['a', 'c', 'd'])

  leave()
  assert.deepEqual(kept(), ['a', 'd'])
})

test('forgets what nobody ever looked at, and lets whoever asked for it have their answer', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const asked = queryClient.fetchQuery({ queryKey: ['slow'], queryFn: () => promise })
  for (const name of ['a', 'b', 'c']) queryClient.setQueryData([name], name)
  assert.deepEqual(kept(), ['c', 'slow'])

  resolve('an answer')
  assert.equal(await asked, 'an answer')
})

function look(name: string): () => void {
  return new QueryObserver(queryClient, {
    queryKey: [name],
    queryFn: () => name,
    initialData: name,
    staleTime: Number.POSITIVE_INFINITY,
  }).subscribe(() => undefined)
}

function kept(): unknown[] {
  const names = queryClient
    .getQueryCache()
    .getAll()
    .map(({ queryKey: [name] }) => name)
  return names.sort()
}
