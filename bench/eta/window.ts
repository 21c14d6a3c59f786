/** Sums of what happened lately, each call in the order of time: how often, and for how much. */
export type Window = Readonly<{
  add(at: number, amount: number): void
  sum(now: number): number
}>

/** The sum of the amounts of the last `length` minutes. */
export function windowOf(length: number): Window {
  const times: number[] = []
  const amounts: number[] = []
  let first = 0
  let total = 0

  return {
    add(at, amount) {
      times.push(at)
      amounts.push(amount)
      total += amount
    },
    sum(now) {
      while (first < times.length && times[first]! < now - length) {
        total -= amounts[first]!
        first += 1
      }
      return total
    },
  }
}

/** The time integral of a level over the last `length` minutes. */
export type Level = Readonly<{
  set(at: number, level: number): void
  integral(now: number): number
}>

export function levelOver(length: number): Level {
  const stretches: { from: number; level: number }[] = [{ from: 0, level: 0 }]
  let first = 0
  // Of the stretches that are over, from the first that still counts.
  let whole = 0

  return {
    set(at, level) {
      const last = stretches.at(-1)!
      whole += (at - last.from) * last.level
      stretches.push({ from: at, level })
    },
    integral(now) {
      const start = now - length
      while (first + 1 < stretches.length && stretches[first + 1]!.from <= start) {
        whole -= (stretches[first + 1]!.from - stretches[first]!.from) * stretches[first]!.level
        first += 1
      }
      const oldest = stretches[first]!
      const last = stretches.at(-1)!
      return whole + (now - last.from) * last.level - Math.max(0, start - oldest.from) * oldest.level
    },
  }
}
