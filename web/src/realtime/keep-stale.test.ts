import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { keepStale } from './keep-stale.ts'

const queryKey = ['names']

test('what is stale and changed by an event is still fetched when somebody comes to see it', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  const stop = keepStale(queryClient)
  const see = () => queryClient.fetchQuery({ queryKey, queryFn: async () => ['Ana', 'Ben'] })
  queryClient.setQueryData(queryKey, ['Ana'])
  assert.deepEqual(await see(), ['Ana'])

  await queryClient.invalidateQueries({ queryKey })
  queryClient.setQueryData(queryKey, ['Anna'])
  assert.deepEqual(await see(), ['Ana', 'Ben'])

  // And then it is fresh again.
  queryClient.setQueryData(queryKey, ['Anna', 'Ben'])
  assert.deepEqual(await see(), ['Anna', 'Ben'])
  stop()
  queryClient.clear()
})

test('so is what was changed by an event while it was fetched anew for somebody who went away meanwhile', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  const stop = keepStale(queryClient)
  queryClient.setQueryData(queryKey, ['Ana'])
  const queryFn = ({ signal }: { signal: AbortSignal }) =>
    new Promise<string[]>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const leave = new QueryObserver(queryClient, { queryKey, queryFn }).subscribe(() => undefined)
  void queryClient.invalidateQueries({ queryKey })

  queryClient.setQueryData(queryKey, ['Anna'])
  leave()

  const see = () => queryClient.fetchQuery({ queryKey, queryFn: async () => ['Anna', 'Ben'] })
  assert.deepEqual(await see(), ['Anna', 'Ben'])
  stop()
  queryClient.clear()
})
