/** The value below which `part` of them are, to a tenth. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0)
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
