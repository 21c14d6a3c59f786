/** Which conversations of a list are selected, and from where a range would reach. */
export type Selection = Readonly<{ ids: ReadonlySet<string>; anchorId: string | null }>

export const nothingSelected: Selection = { ids: new Set(), anchorId: null }

/** Selects one, or lets it go. */
export function toggle({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchorId: id }
}

/**
 * Selects everything from the anchor to the one given, as it is shown: with a shift-click. What was selected stays.
 * Without an anchor in sight it selects the one.
 */
export function extend(selection: Selection, id: string, shown: readonly string[]): Selection {
  const from = shown.indexOf(selection.anchorId ?? '')
  const to = shown.indexOf(id)
  if (from < 0 || to < 0) return { ids: new Set(selection.ids).add(id), anchorId: id }
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...selection.ids, ...range]), anchorId: selection.anchorId }
}

export function selectAll(shown: readonly string[]): Selection {
  return { ids: new Set(shown), anchorId: shown[0] ?? null }
}

/** Without what has left the list meanwhile: nobody wants to act on what they cannot see. */
export function within(selection: Selection, shown: readonly string[]): Selection {
  const known = new Set(shown)
  if ([...selection.ids].every((id) => known.has(id))) return selection
  const { ids, anchorId } = selection
  return {
    ids: new Set([...ids].filter((id) => known.has(id))),
    anchorId: anchorId !== null && known.has(anchorId) ? anchorId : null,
  }
}
