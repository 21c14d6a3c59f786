import { useSyncExternalStore } from 'react'

const heights = { comfortable: 78, compact: 52 } as const

/** How high a row of a list is: the list draws by it, and the rows' own style follows the same density. */
export function useRowHeight(): number {
  return useSyncExternalStore(watch, () =>
    document.documentElement.dataset.density === 'compact' ? heights.compact : heights.comfortable,
  )
}

function watch(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-density'] })
  return () => observer.disconnect()
}
