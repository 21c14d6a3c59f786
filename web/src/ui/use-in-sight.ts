import { type RefObject, useEffect } from 'react'

/**
 * Keeps in sight what is chosen in a row that is longer than a phone is wide. Also when its words or its styles come
 * late, or React hides the row while a page waits for something, which forgets how far it was scrolled: each of them
 * changes the size.
 */
export function useInSight(row: RefObject<HTMLElement | null>, selector: string, chosen: string): void {
  useEffect(() => {
    const element = chosen && row.current?.querySelector(selector)
    if (!element) return
    const sizes = new ResizeObserver(() => element.scrollIntoView({ block: 'nearest', inline: 'center' }))
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [row, selector, chosen])
}
