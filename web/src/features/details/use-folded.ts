import { useSyncExternalStore } from 'react'

const storageKey = 'fairlead.folded'
const listeners = new Set<() => void>()
let folded: ReadonlySet<string> = read()

/** Whether a part is folded away on this device. */
export function useFolded(name: string): readonly [boolean, (isFolded: boolean) => void] {
  const isFolded = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => folded.has(name),
  )
  return [isFolded, (next) => fold(name, next)]
}

function fold(name: string, isFolded: boolean): void {
  const next = new Set(folded)
  if (isFolded) next.add(name)
  else next.delete(name)
  folded = next
  try {
    localStorage.setItem(storageKey, JSON.stringify([...next]))
  } catch {
    // A browser that keeps nothing: then until the page is left.
  }
  for (const listener of listeners) listener()
}

function read(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return new Set(Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [])
  } catch {
    return new Set()
  }
}
