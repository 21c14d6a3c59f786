/**
 * The law of the log, in the app itself: its own cache, with what it does about events, is what it would fetch. Held to
 * for every type of event there is. A failure names its seed: run it again with FAIRLEAD_SEED.
 */
import '../testing/local-storage.ts'

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Client, type Event, eventData } from '@fairlead/sdk'
import { QueryClient } from '@tanstack/react-query'
import { isAskingForMissing } from '../features/conversations/cache.ts'
import { nearDeadlinesQuery } from '../features/conversations/near-deadlines.ts'
import { listsKey } from '../features/conversations/queries.ts'
import { meQuery } from '../features/session/queries.ts'
import { fetchEverything, shown } from '../testing/everything.ts'
import { applyEvents } from './apply-events.ts'
import { keepStale } from './keep-stale.ts'
import { staleKeysOf } from './stale-keys.ts'

const seeds = process.env.FAIRLEAD_SEED ? [Number(process.env.FAIRLEAD_SEED)] : [1, 2]

type Stage = AsyncDisposable &
  Readonly<{
    meId: string
    apiKey: string
    client: Client
    fetch(input: string | URL, init?: RequestInit): Promise<Response>
    everyEvent: readonly Readonly<{ name: string; act(): Promise<unknown> }>[]
    perform(): Promise<string>
    settle(): Promise<void>
    eventsAfter(cursor: number): Promise<Event[]>
  }>

// A whole server, whose own types are those of another world than a browser's.
const server = new URL('../../../server/src/testing/law-stage.ts', import.meta.url).href
const { openLawStage }: { openLawStage(random: () => number): Promise<Stage> } = await import(server)

const fetchOutside = globalThis.fetch
after(() => {
  globalThis.fetch = fetchOutside
})

test('what the app shows by events is what it would fetch, after each type of event there is', async () => {
  await using stage = await openLawStage(randomFrom(1))
  bePage(stage)
  const page = await openCache(stage)
  const types = new Set<string>()
  for (const { name, act } of stage.everyEvent) {
    await act()
    await stage.settle()
    for (const { type } of await page.hear()) types.add(type)
    await page.assertFresh(name)
  }
  assert.deepEqual(
    Object.keys(eventData).filter((type) => !types.has(type)),
    [],
  )
})

for (const seed of seeds) {
  test(`what the app shows by events is what it would fetch, whatever is done (seed ${seed})`, async () => {
    await using stage = await openLawStage(randomFrom(seed))
    bePage(stage)
    for (let step = 0; step < 15; step += 1) await stage.perform()
    await stage.settle()

    const page = await openCache(stage)
    const done: string[] = []
    // Few at a time: what makes everything stale would hide what a single event leaves out.
    for (let round = 0; round < 15; round += 1) {
      for (let step = 0; step < 4; step += 1) done.push(await stage.perform())
      await stage.settle()
      await page.hear()
      await page.assertFresh(`seed ${seed}, after ${done.slice(-25).join(', ')}`)
    }
  })
}

/** As a page of the owner's browser asks. */
function bePage({ apiKey, fetch }: Stage): void {
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), 'http://localhost')
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${apiKey}`)
    return fetch(url, { ...init, headers })
  }
}

/** Everything there is, held as a page holds it. */
async function openCache({ client, meId, eventsAfter }: Stage) {
  const held = new QueryClient({
    defaultOptions: {
      queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY, retry: false },
    },
  })
  keepStale(held)
  await fetchEverything(held, client)
  let { cursor } = held.getQueryData(meQuery.queryKey)!

  return {
    /** What `LiveConnection` does with what it hears, without the waiting. */
    async hear(): Promise<readonly Event[]> {
      const events = await eventsAfter(cursor)
      cursor = events.at(-1)?.sequence ?? cursor
      const near = held.getQueryData(nearDeadlinesQuery.queryKey)
      applyEvents(held, events)
      const keys = events.flatMap((event) => staleKeysOf(event, meId))
      for (const queryKey of keys) await held.invalidateQueries({ queryKey, refetchType: 'none' })
      await refetchStale(held)
      // As `useOrderOf` does.
      if (held.getQueryData(nearDeadlinesQuery.queryKey) !== near) {
        await held.invalidateQueries({ queryKey: [...listsKey, 'waiting'], refetchType: 'none' })
        await refetchStale(held)
      }
      return events
    },
    async assertFresh(message: string): Promise<void> {
      const afresh = new QueryClient({ defaultOptions: { queries: { retry: false } } })
      await fetchEverything(afresh, client)
      for (const { queryKey } of held.getQueryCache().getAll()) {
        const fresh = shown(afresh, queryKey)
        if (fresh === undefined) continue
        assert.deepEqual(shown(held, queryKey), fresh, `${JSON.stringify(queryKey)}, ${message}`)
      }
      await fetchEverything(held, client)
      afresh.clear()
    },
  }
}

// Nobody looks at them here, and they are fetched all the same.
async function refetchStale(cache: QueryClient): Promise<void> {
  const isQuiet = () => cache.isFetching() === 0 && !isAskingForMissing(cache)
  await until(isQuiet)
  await cache.refetchQueries({ type: 'all', predicate: ({ state }) => state.isInvalidated })
  await until(isQuiet)
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(isSo())
}

/** Mulberry32: numbers from 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
