/** What became of one conversation of several. */
export type BulkAnswer = Readonly<{
  conversationId: string
  name: string
  warning: string | null
  problem: Readonly<{ code: string; detail: string }> | null
}>

export type BulkSummary = Readonly<{
  doneCount: number
  warnings: readonly string[]
  /** What could not be done, by why, the most frequent reason first. */
  refusals: readonly Readonly<{ code: string; detail: string; names: readonly string[] }>[]
  refusedIds: readonly string[]
}>

/** What became of all of them. */
export function summaryOf(answers: readonly BulkAnswer[]): BulkSummary {
  const refused = answers.filter(({ problem }) => problem !== null)
  const byCode = Map.groupBy(refused, ({ problem }) => problem?.code ?? '')
  const warnings = new Set(answers.flatMap(({ warning }) => warning ?? []))

  return {
    doneCount: answers.length - refused.length,
    warnings: [...warnings].sort(),
    refusals: [...byCode]
      .map(([code, group]) => ({
        code,
        detail: group[0]?.problem?.detail ?? '',
        names: group.map(({ name }) => name),
      }))
      .sort((a, b) => b.names.length - a.names.length),
    refusedIds: refused.map(({ conversationId }) => conversationId),
  }
}

/** In parts that the API takes at once. */
export function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
