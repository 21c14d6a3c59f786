import { type RefObject, useLayoutEffect, useMemo } from 'react'
import { type Chunk, messagesOf } from './steady-chunks.ts'
import type { Target } from './use-jump.ts'

const flashMs = 2000

type Showing = Readonly<{
  target: Target | null
  chunks: readonly Chunk[]
  scroller: RefObject<HTMLElement | null>
  hold(key: string): void
  onShown?: (() => void) | undefined
}>

/** Brings a message into sight, once it is there, and marks it for a moment. Answers with the chunk that it needs. */
export function useShowTarget({ target, chunks, scroller, hold, onShown }: Showing): Chunk | null {
  const [chunk, key] = useMemo(() => placeOf(chunks, target?.id), [chunks, target])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that somebody is led somewhere
  useLayoutEffect(() => {
    if (target === null || key === null) return
    hold(key)
    flash(scroller.current?.querySelector(`[data-message="${CSS.escape(target.id)}"]`))
    onShown?.()
  }, [target, key])
  return chunk
}

function placeOf(
  chunks: readonly Chunk[],
  id: string | undefined,
): readonly [chunk: Chunk, key: string] | readonly [null, null] {
  if (id === undefined) return [null, null]
  for (const chunk of chunks) {
    const item = chunk.items.find((each) => messagesOf(each).some((message) => message.id === id))
    if (item !== undefined) return [chunk, item.key]
  }
  return [null, null]
}

function flash(place: Element | null | undefined): void {
  // A picture of an album stands within its article.
  const message = place?.querySelector('article') ?? place?.closest('article')
  if (!message) return
  message.setAttribute('data-flash', '')
  setTimeout(() => message.removeAttribute('data-flash'), flashMs)
}
