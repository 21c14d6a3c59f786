/** How long is kept what only looks back; null: for ever. What is being worked on is always kept. */
export type Keep = Readonly<{
  /** Events, in whole months before the current one. */
  eventsMonths: number | null
  /** Why conversations were given to whom. */
  decisionsDays: number | null
  /** How long customers waited, and how promises were kept: what predictions and reports are made of. */
  waitsDays: number | null
  /** Runs of workflows that ended, and what they did. */
  runsDays: number | null
}>

export const keepForEver: Keep = { eventsMonths: null, decisionsDays: null, waitsDays: null, runsDays: null }
