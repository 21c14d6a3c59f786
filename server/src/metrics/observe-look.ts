import { now as readClock } from '../db/clock.ts'
import { traced } from '../tracing/trace.ts'
import { looked } from './notices.ts'

type Queue = Readonly<{ workspaceId: string; teamId: string; trigger: string }>

/** What a look answers, as far as it is counted. */
type Seen = Readonly<{
  assigned: number
  team: Readonly<{ settings: Readonly<{ strategy: string }> }> | null
  batch: Readonly<{
    waiting: readonly Readonly<{ conversationId: string; queuedAt: number }>[]
    decisions: readonly Readonly<{ conversationId: string; kind: string }>[]
  }> | null
}>

/** Runs a look at a queue, traces it, and says how it went. */
export async function observeLook<T extends Seen>(
  { workspaceId, teamId, trigger }: Queue,
  look: () => Promise<T>,
): Promise<T> {
  const about = { 'fairlead.workspace_id': workspaceId, 'fairlead.team_id': teamId, 'fairlead.trigger': trigger }
  const from = performance.now()
  const seen = await traced('queue.look', about, async (span) => {
    const answer = await look()
    span.set({ 'fairlead.assigned': answer.assigned })
    return answer
  })
  looked.tell({
    ...{ workspaceId, teamId, trigger },
    strategy: seen.team?.settings.strategy ?? null,
    waitedMs: waitsIn(seen),
    ms: performance.now() - from,
  })
  return seen
}

function waitsIn({ assigned, batch }: Seen): number[] {
  if (batch === null || assigned === 0) return []
  const now = readClock()
  const since = new Map(batch.waiting.map(({ conversationId, queuedAt }) => [conversationId, queuedAt]))
  return batch.decisions
    .filter(({ kind }) => kind === 'assigned')
    .map(({ conversationId }) => Math.max(0, now - (since.get(conversationId) ?? now)))
}
