/** The list with one of its items a place nearer to the beginning (-1) or to the end (1), as far as there is one. */
export function moved<T>(items: readonly T[], item: T, by: -1 | 1): T[] {
  const from = items.indexOf(item)
  const to = from + by
  if (from < 0 || to < 0 || to >= items.length) return [...items]
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}
