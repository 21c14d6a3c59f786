import type { Agent } from '../agent.ts'

type Planned = Agent & { nextTurn: number }

/** Where the turns of `weighted` stand when a call begins, tier by tier. */
export function planWeightedTurns(team: readonly Planned[], isOut: (agent: Agent) => boolean): void {
  for (const tier of new Set(team.map((agent) => agent.tier))) {
    const members = team.filter((agent) => agent.tier === tier)
    const present = Math.max(
      0,
      ...members.flatMap(({ isDeactivated, isExcluded, weightedTurn }) =>
        isDeactivated || isExcluded || weightedTurn === null ? [] : [weightedTurn],
      ),
    )
    for (const weight of new Set(members.map((agent) => agent.weight))) {
      const equals = members
        .filter((agent) => agent.weight === weight && !isOut(agent))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))

      for (const [index, agent] of equals.entries()) {
        const next = agent.weightedTurn === null ? -Infinity : agent.weightedTurn + 1 / weight
        const share = (index + 0.5) / equals.length

        agent.nextTurn = next >= present ? next : firstTurn(present, 1 / weight, share)
      }
    }
  }
}

function firstTurn(present: number, period: number, share: number): number {
  const now = Math.floor(present / period)
  const [turn] = [now, now + 1]
    .map((index) => (index + ((share + (index * (Math.sqrt(5) - 1)) / 2) % 1)) * period)
    .filter((each) => each >= present)

  return turn! <= present + period ? turn! : turn! - period
}
