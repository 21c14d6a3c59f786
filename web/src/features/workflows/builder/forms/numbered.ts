/** For a list to choose from: of two that are called the same, one could not choose. */
export function numbered(names: readonly (readonly [string, string])[]): { value: string; label: string }[] {
  const counts = new Map<string, number>()
  return names.map(([value, name]) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return { value, label: count === 1 ? name : `${name} (${count})` }
  })
}
