import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { tryAgain } from './try-again.ts'

test('what waits for its next try is fetched at once, for whoever waits', async () => {
  const { queryClient, server } = begin()
  const answer = queryClient.fetchQuery({ queryKey: ['messages'], queryFn: server.ask, retry: 5, retryDelay: 500 })
  await until(() => queryClient.getQueryState(['messages'])?.fetchFailureCount === 1)

  server.isAway = false
  tryAgain(queryClient)
  assert.equal(server.count, 2)

  assert.equal(await answer, 'here')
})

test('what was given up is fetched for whoever looks at it', async () => {
  const { queryClient, server } = begin()
  const observer = new QueryObserver(queryClient, { queryKey: ['messages'], queryFn: server.ask, retry: false })
  const stop = observer.subscribe(() => undefined)
  await until(() => observer.getCurrentResult().isError)

  server.isAway = false
  tryAgain(queryClient)

  await until(() => observer.getCurrentResult().data === 'here')
  stop()
})

test('what did not fail, and what nobody wants any more, is let be', async () => {
  const { queryClient, server } = begin()
  await queryClient.fetchQuery({ queryKey: ['given up'], queryFn: server.ask, retry: false }).catch(() => undefined)
  server.isAway = false
  await queryClient.fetchQuery({ queryKey: ['here'], queryFn: server.ask })

  tryAgain(queryClient)

  assert.equal(server.count, 2)
  assert.equal(queryClient.isFetching(), 0)
})

function begin() {
  // Nothing is kept for later, which would keep the process.
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } })
  const server = {
    isAway: true,
    count: 0,
    ask: async () => {
      server.count += 1
      if (server.isAway) throw new TypeError('Failed to fetch')
      return 'here'
    },
  }
  return { queryClient, server }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}
