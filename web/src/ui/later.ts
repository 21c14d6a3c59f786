import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { insist } from './insist.ts'
import { notifyError } from './notify.ts'

const notFetched: (() => Promise<unknown>)[] = []
let isFetching = false

/**
 * A component that is fetched when it is first shown, or when the page has time for it. It needs a `Suspense` above it.
 *
 * @example
 * const Palette = later(async () => (await import('./palette.tsx')).Palette)
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  notFetched.push(load)
  return lazy(async () => ({ default: await insist(load, notifyError) }))
}

/**
 * Fetches what was put off, one after the other, while the page has nothing better to do: whoever is without a network
 * by then still has all of the app.
 */
export async function fetchAhead(): Promise<void> {
  if (isFetching) return
  isFetching = true
  for (let load = notFetched.shift(); load !== undefined; load = notFetched.shift()) {
    await new Promise<void>((resolve) => whenIdle(resolve))
    // Whoever wants it sooner fetches it, and is told.
    await load().catch(() => undefined)
  }
  isFetching = false
}

const atFirst = new Set<() => void>()
let isFirst = true

/** What somebody came for is on the screen: from now on there is time for what they may want next. */
export function endBeginning(): void {
  isFirst = false
  for (const begin of atFirst) begin()
  atFirst.clear()
}

/** Runs when the page has nothing better to do, such as fetching what will be wanted next. */
export function whenIdle(run: () => void): () => void {
  if (isFirst) {
    let cancel: () => void = () => atFirst.delete(begin)
    const begin = () => {
      cancel = whenIdle(run)
    }
    atFirst.add(begin)
    return () => cancel()
  }
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, 500)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: 4000 })
  return () => cancelIdleCallback(handle)
}
