type Part = Readonly<{ percent: number }>

export function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { percent }) => sum + percent, 0)
}

/** The parts in the proportion they have, so that they make a hundred; where all are nothing, equally large. */
export function toHundred<T extends Part>(parts: readonly T[]): T[] {
  const sum = sumOf(parts)
  const shares = parts.map(({ percent }) => (sum === 0 ? 100 / parts.length : (percent * 100) / sum))
  const lacking = 100 - shares.reduce((total, share) => total + Math.floor(share), 0)
  // What is lost by rounding goes to those that lost most; among equals to the first.
  const gaining = new Set(
    shares
      .map((share, index) => ({ index, lost: share - Math.floor(share) }))
      .toSorted((a, b) => b.lost - a.lost || a.index - b.index)
      .slice(0, lacking)
      .map(({ index }) => index),
  )
  return parts.map((part, index) => ({
    ...part,
    percent: Math.floor(shares[index] ?? 0) + (gaining.has(index) ? 1 : 0),
  }))
}

/** What a new part gets: what is left. */
export function leftOf(parts: readonly Part[]): number {
  return Math.max(0, 100 - sumOf(parts))
}
