import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { RefreshSoon } from './refresh-soon.ts'

const queryKey = ['counts']
let queryClient: QueryClient
let refreshSoon: RefreshSoon
let answers: PromiseWithResolvers<number>[]

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  queryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } },
  })
  refreshSoon = new RefreshSoon(queryClient)
  answers = []
})

afterEach(() => {
  refreshSoon.stop()
  queryClient.clear()
  mock.timers.reset()
})

test('asks once more when the first answer was on its way, and may be older than the event', async () => {
  const leave = look()
  refresh()
  assert.equal(answers.length, 1)

  await answer(1)
  assert.equal(answers.length, 2)
  await answer(2)
  assert.equal(queryClient.getQueryData(queryKey), 2)
  assert.equal(answers.length, 2)
  leave()
})

test('begins anew where there is something to show meanwhile', async () => {
  const leave = look()
  await answer(1)
  void queryClient.refetchQueries({ queryKey })
  refresh()
  await settled()
  assert.equal(answers.length, 3)

  await answer(3)
  assert.equal(queryClient.getQueryData(queryKey), 3)
  leave()
})

test('what was fetched for nobody who looks is stale when it comes', async () => {
  void queryClient.fetchQuery({ queryKey, queryFn: ask })
  refresh()
  await answer(1)
  assert.equal(answers.length, 1)

  const leave = look()
  await answer(2)
  assert.equal(queryClient.getQueryData(queryKey), 2)
  leave()
})

function ask(): Promise<number> {
  const asked = Promise.withResolvers<number>()
  answers.push(asked)
  return asked.promise
}

function look(): () => void {
  return new QueryObserver(queryClient, { queryKey, queryFn: ask }).subscribe(() => undefined)
}

function refresh(): void {
  refreshSoon.refresh(queryKey)
  mock.timers.tick(5_000)
}

async function answer(number: number): Promise<void> {
  answers.at(-1)!.resolve(number)
  await settled()
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
