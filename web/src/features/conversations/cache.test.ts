import '../../testing/local-storage.ts'

import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import type { Conversation } from '@fairlead/sdk'
import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { applyEvents, findListed, isAskingForMissing } from './cache.ts'
import type { ListScope } from './conversation-list.ts'
import { conversationExample, eventExample, uuid } from './examples.ts'
import { listQuery } from './queries.ts'

const scope: ListScope = {
  view: 'all',
  filters: {},
  meId: uuid(1),
  boosts: { urgent: 1440, high: 60, normal: 0, low: -60 },
}
const fetchOutside = globalThis.fetch
const undo: (() => void)[] = []
afterEach(() => {
  for (const each of undo.splice(0)) each()
})
after(() => {
  globalThis.fetch = fetchOutside
})

test('what comes into the list that is shown is fetched, all of it at once, and put where it belongs', async () => {
  const { cache, asked, shownIds } = await begin([101, 102, 103])

  applyEvents(cache, [writtenIn(102), writtenIn(103)])
  await untilQuiet(cache)

  assert.deepEqual(asked.splice(0), [`${uuid(102)},${uuid(103)}`])
  assert.deepEqual(shownIds(), [uuid(103), uuid(102), uuid(101)])

  applyEvents(cache, [writtenIn(102)])
  assert.deepEqual([asked, shownIds()], [[], [uuid(102), uuid(103), uuid(101)]])
})

test('a conversation is not taken for true from a list that is to be fetched anew', async () => {
  const { cache } = await begin([101])
  const asListed = () => findListed(cache, uuid(101), { isTrue: true })?.id
  assert.equal(asListed(), uuid(101))

  const { queryKey } = listQuery(scope)
  await cache.invalidateQueries({ queryKey, refetchType: 'none' })

  assert.equal(asListed(), undefined)
  assert.equal(findListed(cache, uuid(101))?.id, uuid(101))
})

test('for a list that is not shown nothing is fetched, and it is fetched anew for whoever comes back', async () => {
  const { cache, asked, shownIds, leave, comeBack } = await begin([101, 102])
  leave()

  applyEvents(cache, [writtenIn(102)])
  assert.equal(isAskingForMissing(cache), false)
  comeBack()
  await untilQuiet(cache)

  assert.deepEqual(asked, [null])
  assert.deepEqual(shownIds(), [uuid(101), uuid(102)])
})

test('when it cannot be fetched, the list is fetched anew', async () => {
  const { cache, asked, fail } = await begin([101, 102])
  fail()

  applyEvents(cache, [writtenIn(102)])
  await untilQuiet(cache)

  assert.deepEqual(asked, [uuid(102), null])
})

/** A list of which the first conversation is known, and a server that has all of them. */
async function begin(numbers: readonly number[]) {
  const server = numbers.map((number) => conversationExample({ id: uuid(number) }))
  const asked: (string | null)[] = []
  let isFailing = false
  globalThis.fetch = async (input) => {
    const ids = new URL(String(input), 'http://localhost').searchParams.get('ids')
    asked.push(ids)
    if (ids !== null && isFailing) throw new TypeError('There is no network.')
    return Response.json({ data: server.filter(({ id }) => ids === null || ids.includes(id)), nextCursor: null })
  }

  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } })
  const query = listQuery(scope)
  const list = { data: server.slice(0, 1), nextCursor: 'more', reach: server[0]! }
  cache.setQueryData(query.queryKey, { pages: [list], pageParams: [null] })
  const observer = new InfiniteQueryObserver(cache, query)
  let leave = observer.subscribe(() => undefined)
  undo.push(
    () => leave(),
    () => cache.clear(),
  )
  return {
    ...{ cache, asked, leave: () => leave() },
    comeBack() {
      leave = observer.subscribe(() => undefined)
    },
    fail() {
      isFailing = true
    },
    shownIds: () => ((observer.getCurrentResult().data ?? []) as Conversation[]).map(({ id }) => id),
  }
}

let minute = 0

function writtenIn(number: number) {
  minute += 1
  const lastActivityAt = new Date(Date.UTC(2026, 0, 1, 13, minute)).toISOString()
  return eventExample('conversation.changed', { conversation: { id: uuid(number), lastActivityAt } })
}

async function untilQuiet(cache: QueryClient): Promise<void> {
  const isQuiet = () => cache.isFetching() === 0 && !isAskingForMissing(cache)
  for (let tries = 0; tries < 1000 && !isQuiet(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(isQuiet())
}
