/** What became of texts of which each was written once: how many are missing, and how many there are beside the first. */
export function count(written: readonly string[], found: readonly string[]): { lost: number; twice: number } {
  const wanted = new Set(written)
  const times = Map.groupBy(
    found.filter((text) => wanted.has(text)),
    (text) => text,
  )
  const twice = [...times.values()].reduce((sum, { length }) => sum + length - 1, 0)
  return { lost: wanted.size - times.size, twice }
}
