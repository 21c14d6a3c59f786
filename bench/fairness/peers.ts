/** Two ways of taking turns that are in use elsewhere, simulated with fixed seeds. */

type Given = Readonly<{ assignments: number; agents: number }>

/**
 * A pointer into the list of agents, which every process reads, uses and writes back without holding it. Between the
 * reading and the writing, which takes each a random while, another process may do the same: then both take the same
 * agent, and whoever writes last puts the pointer back to where it was for them.
 */
export function stalePointer({ assignments, agents, processes }: Given & { processes: number }): number[] {
  const random = seeded(processes)
  const counts = Array<number>(agents).fill(0)
  const reading = Array<number | null>(processes).fill(null)
  let pointer = 0
  for (let done = 0; done < assignments; ) {
    const process = Math.floor(random() * processes)
    const read = reading[process] ?? null
    if (read === null) {
      reading[process] = pointer
    } else if (random() < 0.3) {
      counts[read % agents] = counts[read % agents]! + 1
      pointer = read + 1
      reading[process] = null
      done += 1
    }
  }
  return counts
}

/**
 * Whoever has the fewest assignments ever is next. One of the agents was away while the others got `missed` each: until
 * they have caught up, everything is theirs.
 */
export function lifetimeCounters({ assignments, agents, missed }: Given & { missed: number }): number[] {
  const lifetime = Array.from({ length: agents }, (_, index) => (index === 0 ? 0 : missed))
  const counts = Array<number>(agents).fill(0)
  for (let done = 0; done < assignments; done += 1) {
    const next = lifetime.indexOf(Math.min(...lifetime))
    lifetime[next] = lifetime[next]! + 1
    counts[next] = counts[next]! + 1
  }
  return counts
}

// Mulberry32: small, and the same everywhere.
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
