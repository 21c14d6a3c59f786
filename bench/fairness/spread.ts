export type Spread = Readonly<{ max: number; min: number; spread: number }>

export function spreadOf(counts: readonly number[]): Spread {
  const [max, min] = [Math.max(...counts), Math.min(...counts)]
  return { max, min, spread: max - min }
}

/** The largest spread there was after any of the turns. */
export function worstSpread(turns: readonly string[], agents: readonly string[]): number {
  const counts = new Map(agents.map((agent) => [agent, 0]))
  let worst = 0
  for (const agent of turns) {
    counts.set(agent, (counts.get(agent) ?? 0) + 1)
    worst = Math.max(worst, spreadOf([...counts.values()]).spread)
  }
  return worst
}
