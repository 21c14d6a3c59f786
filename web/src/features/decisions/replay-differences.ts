import { type Decision, decision as schema } from '@fairlead/sdk'

/** What the engine says otherwise when it is asked again. Ids stand for people. */
export type Difference =
  | Readonly<{ what: 'kind' | 'reason'; before: string; now: string }>
  | Readonly<{ what: 'agent'; before: string | null; now: string | null }>
  | Readonly<{ what: 'tier'; before: number | null; now: number | null }>
  | Readonly<{ what: 'runnersUp'; before: readonly string[]; now: readonly string[] }>
  | Readonly<{ what: 'excluded'; before: Counts; now: Counts }>

export type Counts = Readonly<Record<string, number>>

const answerSchema = schema.pick({ kind: true, reason: true, tier: true, excluded: true, runnersUp: true })
const agentSchema = schema.pick({ agentId: true }).partial()

/** Compares a decision with the engine's answer of now; null when the answer cannot be read. */
export function differencesOf(before: Decision, answer: unknown): readonly Difference[] | null {
  const read = answerSchema.safeParse(answer)
  if (!read.success) return null
  const { kind, reason, tier, excluded, runnersUp } = read.data
  // Only an assignment names an agent.
  const agentId = agentSchema.safeParse(answer).data?.agentId ?? null
  const idsOf = (standings: Decision['runnersUp']) => standings.map((each) => each.agentId)

  const compared: readonly Difference[] = [
    { what: 'kind', before: before.kind, now: kind },
    { what: 'agent', before: before.agentId, now: agentId },
    { what: 'reason', before: before.reason, now: reason },
    { what: 'tier', before: before.tier, now: tier },
    { what: 'runnersUp', before: idsOf(before.runnersUp), now: idsOf(runnersUp) },
    { what: 'excluded', before: sorted(before.excluded), now: sorted(excluded) },
  ]
  return compared.filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.now))
}

function sorted(counts: Counts): Counts {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
