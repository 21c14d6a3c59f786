import type { Agent } from './agent.ts'
import { Candidates } from './candidates.ts'
import type { Decision, Explanation, Reason, RunnerUp } from './decision.ts'
import { inQueueOrder, scoreOf } from './order.ts'
import type { Snapshot, Waiting } from './snapshot.ts'
import { type Measure, strategies } from './strategies/list.ts'
import { byTurn, type Ranking } from './strategies/ranking.ts'

const runnersUpShown = 5

/**
 * Decides for every waiting conversation of a team, first in the queue first; each decision sees what the ones before
 * it changed. A conversation that nobody can take does not hold up those behind it.
 *
 * Pure: reads no clock, no database and no random source, so that decisions can be replayed from their snapshot and
 * explained long after they were made. The order of the lists in the snapshot makes no difference.
 *
 * ```ts
 * const [decision] = decide({
 *   now: 600_000,
 *   policy: { strategy: 'round_robin', onlineOnly: true, assignWhenBusy: false },
 *   agents: [
 *     { id: 'ana', presence: 'online', isDeactivated: false, isExcluded: false, limits: [], load: 3, lastAssignedAt: 1 },
 *     { id: 'ben', presence: 'online', isDeactivated: false, isExcluded: false, limits: [], load: 5, lastAssignedAt: null },
 *   ],
 *   waiting: [{ conversationId: 'c1', channelId: 'web', waitingSince: 0, priority: 'normal', weight: 1, tried: [] }],
 * })
 * // decision.agentId === 'ben', decision.reason === 'longest_since_last'
 * ```
 */
export function decide(snapshot: Snapshot): readonly Decision[] {
  const ranking = strategies[snapshot.policy.strategy]

  return ranking === null ? leaveAll(snapshot) : assignAll(snapshot, ranking)
}

function assignAll(snapshot: Snapshot, ranking: Ranking & { measure: Measure }): readonly Decision[] {
  const candidates = new Candidates(snapshot, ranking)
  const whyNobody = snapshot.agents.length === 0 ? 'no_members' : 'nobody_eligible'
  const decisions: Decision[] = []
  let left = 0

  for (const conversation of inQueueOrder(snapshot.waiting)) {
    const [chosen, ...next] = candidates.best(conversation, 1 + runnersUpShown)
    const { byReason, byLimit } = candidates.excluded(conversation)
    const explanation: Explanation = {
      ...describe(conversation, snapshot),
      runnersUp: next.map(asTheyStand),
      excluded: byReason,
      limitsReached: byLimit,
    }

    if (chosen === undefined) {
      left += 1
      decisions.push({ kind: 'queued', position: left, reason: whyNobody, ...explanation })
    } else {
      const assignedAt = candidates.assign(conversation, chosen)
      const reason = reasonFor(ranking, chosen, next[0])
      decisions.push({ kind: 'assigned', ...asTheyStand(chosen), assignedAt, reason, ...explanation })
    }
  }
  return decisions
}

function leaveAll(snapshot: Snapshot): readonly Decision[] {
  return inQueueOrder(snapshot.waiting).map((conversation, index) => ({
    kind: 'queued',
    position: index + 1,
    reason: 'manual_strategy',
    ...describe(conversation, snapshot),
    runnersUp: [],
    excluded: {},
    limitsReached: {},
  }))
}

type Description = Pick<Explanation, 'conversationId' | 'strategy' | 'score'>

function describe(conversation: Waiting, { now, policy }: Snapshot): Description {
  const { conversationId } = conversation

  return { conversationId, strategy: policy.strategy, score: scoreOf(conversation, now) }
}

function asTheyStand({ id, load, lastAssignedAt }: Agent): RunnerUp {
  return { agentId: id, load, lastAssignedAt }
}

function reasonFor(ranking: Ranking & { measure: Measure }, chosen: Agent, next: Agent | undefined): Reason {
  if (next === undefined) return 'only_candidate'
  if (ranking.compare(chosen, next) !== 0) return ranking.measure
  if (byTurn(chosen, next) !== 0) return 'tie_longest_since_last'
  return 'tie_id'
}
