import type { FindSpans, Span } from './spans.ts'

const dayMs = 24 * 60 * 60_000

/** Time is worked out and remembered in chunks of four weeks: small enough to be made at once, few in a year. */
export const chunkMs = 28 * dayMs

// Thirty years; who looks further than that begins afresh.
const chunksKept = 400

/** Four weeks of spans. `openBefore` says how long it was open in the chunk before each of them begins. */
export type Chunk = Readonly<{
  start: number
  end: number
  spans: readonly Span[]
  openBefore: readonly number[]
  openMs: number
}>

export type ChunkAt = (index: number) => Chunk

export function indexOf(at: number): number {
  return Math.floor(at / chunkMs)
}

export function rememberChunks(findSpans: FindSpans): ChunkAt {
  const chunks = new Map<number, Chunk>()

  return (index) => {
    const known = chunks.get(index)
    if (known) return known

    if (chunks.size >= chunksKept) chunks.clear()
    const chunk = chunkOf(index * chunkMs, findSpans)
    chunks.set(index, chunk)
    return chunk
  }
}

/** The span that begins last of those that begin at `at` or before; undefined when none does. */
export function spanBegunBy({ spans }: Chunk, at: number): Span | undefined {
  return spans[countUntil(spans.length, (index) => spans[index]!.start <= at) - 1]
}

/** The first span that is not over at `at`. */
export function spanEndingAfter({ spans }: Chunk, at: number): Span | undefined {
  return spans[countUntil(spans.length, (index) => spans[index]!.end <= at)]
}

/** How long it was open from the beginning of the chunk until `at`. */
export function openUntil({ spans, openBefore }: Chunk, at: number): number {
  const index = countUntil(spans.length, (each) => spans[each]!.start <= at) - 1
  const span = spans[index]
  return span ? openBefore[index]! + Math.min(at, span.end) - span.start : 0
}

/** The first instant by which it has been open for `ms` since the beginning of the chunk; `ms` is more than 0. */
export function instantAfter({ spans, openBefore }: Chunk, ms: number): number {
  const index = countUntil(spans.length, (each) => openBefore[each]! < ms) - 1
  return spans[index]!.start + ms - openBefore[index]!
}

function chunkOf(start: number, findSpans: FindSpans): Chunk {
  const end = start + chunkMs
  const spans = findSpans(start, end)
  const openBefore: number[] = []
  let openMs = 0

  for (const span of spans) {
    openBefore.push(openMs)
    openMs += span.end - span.start
  }
  return { start, end, spans, openBefore, openMs }
}

/** How many of the first of `count` are so; those that are come before those that are not. */
function countUntil(count: number, isSo: (index: number) => boolean): number {
  let low = 0
  let high = count

  while (low < high) {
    const middle = (low + high) >>> 1
    if (isSo(middle)) low = middle + 1
    else high = middle
  }
  return low
}
