import type { PriorityRule } from '@fairlead/sdk'

/** A rule without any condition fits no contact. */
export function fitsNobody({ tags, stages, hasOwner }: PriorityRule): boolean {
  return tags.length === 0 && stages.length === 0 && !hasOwner
}

/** The list with one item at another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const [item] = items.slice(from, from + 1)
  return item === undefined ? [...items] : items.toSpliced(from, 1).toSpliced(to, 0, item)
}
