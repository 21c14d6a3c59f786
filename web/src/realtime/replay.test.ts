import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { Event } from '@fairlead/sdk'
import { type InfiniteData, InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { eventExample, uuid } from '../features/conversations/examples.ts'
import { Replay } from './replay.ts'

type Names = InfiniteData<readonly string[]>

const queryKey = ['names']
let queryClient: QueryClient
let replay: Replay

beforeEach(() => {
  queryClient = new QueryClient()
  replay = new Replay(queryClient, apply)
})

afterEach(() => {
  replay.stop()
  queryClient.clear()
})

test('an answer older than an event heard meanwhile does not undo it', async () => {
  const answer = Promise.withResolvers<Names>()
  const fetched = queryClient.fetchQuery({ queryKey, queryFn: () => answer.promise })

  hear(renamed('Ana', 'Anna'))
  answer.resolve({ pages: [['Ana', 'Ben']], pageParams: [0] })
  await fetched

  assert.deepEqual(names(), ['Anna', 'Ben'])
})

test('that holds for a fetch that began before anybody listened', async () => {
  replay.stop()
  const answer = Promise.withResolvers<Names>()
  const fetched = queryClient.fetchQuery({ queryKey, queryFn: () => answer.promise })
  replay = new Replay(queryClient, apply)

  hear(renamed('Ana', 'Anna'))
  answer.resolve({ pages: [['Ana']], pageParams: [0] })
  await fetched

  assert.deepEqual(names(), ['Anna'])
})

test('a page more does not undo what was heard while it was fetched', async () => {
  const pageTwo = Promise.withResolvers<readonly string[]>()
  const observer = new InfiniteQueryObserver(queryClient, {
    queryKey,
    queryFn: ({ pageParam }) => (pageParam === 0 ? Promise.resolve(['Ana']) : pageTwo.promise),
    initialPageParam: 0,
    getNextPageParam: (_, pages) => pages.length,
  })
  const unsubscribe = observer.subscribe(() => undefined)
  await observer.refetch()

  const fetched = observer.fetchNextPage()
  hear(renamed('Ana', 'Anna'))
  pageTwo.resolve(['Ben'])
  await fetched

  assert.deepEqual(names(), ['Anna', 'Ben'])
  unsubscribe()
})

test('what was heard before a fetch began is not applied to its answer', async () => {
  hear(renamed('Ana', 'Anna'))

  await queryClient.fetchQuery({
    queryKey,
    queryFn: async (): Promise<Names> => ({ pages: [['Ana']], pageParams: [0] }),
  })

  assert.deepEqual(names(), ['Ana'])
})

test('the answer to a write is put right by what was heard while it was under way', () => {
  queryClient.setQueryData<Names>(queryKey, { pages: [['Ana', 'Ben']], pageParams: [0] })
  const end = replay.record()
  hear(renamed('Ana', 'Anna'))
  queryClient.setQueryData<Names>(queryKey, { pages: [['Ana', 'Benno']], pageParams: [0] })

  apply(end())
  assert.deepEqual(names(), ['Anna', 'Benno'])

  hear(renamed('Benno', 'Ben'))
  assert.equal(end().length, 1)
})

function hear(event: Event): void {
  replay.hear([event])
  apply([event])
}

function apply(events: readonly Event[]): void {
  for (const event of events) {
    assert.ok(event.type === 'conversation.changed')
    const [from, to] = event.data.conversation.tags ?? []
    queryClient.setQueryData<Names>(
      queryKey,
      (before) =>
        before && { ...before, pages: before.pages.map((page) => page.map((name) => (name === from ? to! : name))) },
    )
  }
}

function renamed(from: string, to: string): Event {
  return eventExample('conversation.changed', { conversation: { id: uuid(100), tags: [from, to] } })
}

function names(): readonly string[] {
  return queryClient.getQueryData<Names>(queryKey)?.pages.flat() ?? []
}
