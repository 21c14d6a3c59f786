import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const nearEndPx = 32
/** From the top, as a share of the height: what led here is to be seen too. */
const heldAt = 0.3

type Anchor = Readonly<{ key: string; top: number }>

/**
 * Keeps a thread where its reader is. At the end it follows what comes; elsewhere what the reader looks at stays
 * where it is, whatever is added above or below, or changes its size. Browsers do that in part and not all of them,
 * so it is done here for all.
 *
 * Items carry `data-key`, in the element given as `content`. A thread that does not reach to the newest message has no
 * end to follow.
 */
export function useAnchoredScroll(reachesNewest: boolean): {
  scroller: RefObject<HTMLDivElement | null>
  content: RefObject<HTMLDivElement | null>
  isAtEnd: boolean
  onScroll(): void
  scrollToEnd(): void
  /** Brings an item into sight, and keeps it there. */
  hold(key: string): void
} {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor | null>(null)
  const follows = useRef(true)
  const hasEnd = useRef(reachesNewest)
  const [isAtEnd, setAtEnd] = useState(true)

  const restore = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    if (follows.current && hasEnd.current) {
      box.scrollTop = box.scrollHeight
    } else if (anchor.current !== null) {
      const { key, top } = anchor.current
      const item = content.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
      const moved = item ? item.getBoundingClientRect().top - box.getBoundingClientRect().top - top : 0
      if (Math.abs(moved) >= 1) box.scrollTop += moved
    }
  }, [])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    follows.current = hasEnd.current && box.scrollHeight - box.clientHeight - box.scrollTop < nearEndPx
    anchor.current = firstInSight(box, content.current)
    setAtEnd(follows.current)
  }, [])

  const scrollToEnd = useCallback(() => {
    follows.current = true
    setAtEnd(true)
    restore()
  }, [restore])

  const hold = useCallback(
    (key: string) => {
      follows.current = false
      anchor.current = { key, top: (scroller.current?.clientHeight ?? 0) * heldAt }
      setAtEnd(false)
      restore()
    },
    [restore],
  )

  useLayoutEffect(() => {
    hasEnd.current = reachesNewest
    restore()
  })
  useEffect(() => {
    const observer = new ResizeObserver(restore)
    if (scroller.current) observer.observe(scroller.current)
    if (content.current) observer.observe(content.current)
    return () => observer.disconnect()
  }, [restore])

  return { scroller, content, isAtEnd: isAtEnd && reachesNewest, onScroll, scrollToEnd, hold }
}

// The first item that is at least in part within the box.
function firstInSight(box: HTMLElement, content: HTMLElement | null): Anchor | null {
  const edge = box.getBoundingClientRect().top
  const items = content?.querySelectorAll<HTMLElement>('[data-key]') ?? []
  let [low, high] = [0, items.length]

  while (low < high) {
    const middle = (low + high) >> 1
    if (items[middle]!.getBoundingClientRect().bottom > edge) high = middle
    else low = middle + 1
  }
  const item = items[low]
  return item?.dataset.key === undefined
    ? null
    : { key: item.dataset.key, top: item.getBoundingClientRect().top - edge }
}
