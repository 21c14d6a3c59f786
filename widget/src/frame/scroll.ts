import type { VisitorMessage } from '@fairlead/sdk'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export type Scroll = Readonly<{
  scroller: RefObject<HTMLDivElement | null>
  content: RefObject<HTMLOListElement | null>
  /** Something new stands below what is to be seen. */
  hasNews: boolean
  toEnd(): void
}>

const nearPx = 48

/**
 * Stays at the end while one reads there, whatever grows or shrinks; stays where one reads otherwise, also when older
 * messages come in above.
 */
export function useScroll(messages: readonly VisitorMessage[], waitingCount: number): Scroll {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLOListElement>(null)
  const fromEnd = useRef(0)
  const isAtEnd = useRef(true)
  const lastWaitingCount = useRef(0)
  const [hasNews, setHasNews] = useState(false)
  const firstId = messages[0]?.id
  const lastId = messages.at(-1)?.id

  const toEnd = () => {
    isAtEnd.current = true
    setHasNews(false)
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      fromEnd.current = element.scrollHeight - element.scrollTop
    }
    const onScroll = () => {
      measure()
      isAtEnd.current = fromEnd.current - element.clientHeight < nearPx
      if (isAtEnd.current) setHasNews(false)
    }
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight
      measure()
    })
    element.addEventListener('scroll', onScroll, { passive: true })
    observer.observe(element)
    if (content.current) observer.observe(content.current)
    return () => {
      element.removeEventListener('scroll', onScroll)
      observer.disconnect()
    }
  }, [])

  // When another message is the first one.
  useLayoutEffect(() => {
    if (scroller.current && !isAtEnd.current)
      scroller.current.scrollTop = scroller.current.scrollHeight - fromEnd.current
  }, [firstId])

  // When another message is the last one.
  useEffect(() => {
    if (!isAtEnd.current) setHasNews(true)
  }, [lastId])

  // Who writes wants to see it.
  useEffect(() => {
    if (waitingCount > lastWaitingCount.current) toEnd()
    lastWaitingCount.current = waitingCount
  }, [waitingCount])

  return { scroller, content, hasNews, toEnd }
}
