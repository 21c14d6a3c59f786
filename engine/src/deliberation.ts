import { Candidates } from './candidates.ts'
import type {
  Assigned,
  Decision,
  Exclusion,
  Explanation,
  Overflowed,
  Queued,
  QueuedReason,
  Reason,
  Standing,
} from './decision.ts'
import type { Excluded, Lane } from './lane.ts'
import { Line } from './line.ts'
import { earliest, heldUntil, opensAt } from './look-again.ts'
import type { InQueue } from './order.ts'
import { overflowReason, overflowsAt, type TeamState, teamState } from './overflow.ts'
import { type Asked, askPreferred, nobodyPreferred } from './preferred.ts'
import { stillRequired } from './relaxation.ts'
import { type Seat, type Seated, standingOf } from './seat.ts'
import { Shortlist } from './shortlist.ts'
import { type SkillSet, SkillSets } from './skill-sets.ts'
import type { Snapshot, Waiting } from './snapshot.ts'
import { type Measure, strategies } from './strategies/list.ts'
import type { Place, Ranking } from './strategies/ranking.ts'

const runnersUpShown = 5

type Ranks = Ranking & { measure: Measure }
type Outcome = Pick<Assigned, 'assignedAt' | 'weightedTurnAfter' | 'isOverLimit' | 'reason'>
type Why = Readonly<{ asked: Asked; excluded: Excluded; next: readonly Standing[] }>

const nobodyLookedAt: Why = { asked: nobodyPreferred, excluded: { byReason: {}, byLimit: {} }, next: [] }

/** One call of `decide`: what is known of the team from the start, and what the decisions made so far changed. */
export class Deliberation {
  readonly #snapshot: Omit<Snapshot, 'waiting'>
  readonly #team: TeamState
  readonly #skillSets: SkillSets
  readonly #line: Line
  readonly #shortlist: Shortlist
  readonly #ranking: Ranks | null
  readonly #candidates: Candidates

  /** `beside`: another one about the same team. Those that either leaves stand in one line. */
  constructor(snapshot: Omit<Snapshot, 'waiting'>, beside: Deliberation | null = null) {
    this.#snapshot = snapshot
    if (beside === null) {
      this.#team = teamState(snapshot.agents)
      this.#skillSets = new SkillSets(snapshot.agents)
      this.#line = new Line(this.#skillSets)
      this.#shortlist = new Shortlist()
    } else {
      this.#team = beside.#team
      this.#skillSets = beside.#skillSets
      this.#line = beside.#line
      this.#shortlist = beside.#shortlist
    }
    this.#ranking = strategies[snapshot.policy.strategy]
    this.#candidates = new Candidates(snapshot, this.#ranking ?? strategies.round_robin)
  }

  decide(each: InQueue): Decision {
    if (this.#ranking === null) {
      return this.#leave(each, this.#requiredOf(each.conversation), nobodyLookedAt)
    } else {
      return this.#assignOrLeave(each, this.#ranking)
    }
  }

  /** Takes note of what another one gave. */
  adopt(conversation: Waiting, decision: Assigned): void {
    this.#candidates.adopt(conversation, decision)
  }

  #assignOrLeave(each: InQueue, ranking: Ranks): Decision {
    const { conversation } = each
    const skills = this.#requiredOf(conversation)
    const lane = this.#candidates.laneOf(conversation, skills)
    const tried = this.#triedOf(conversation)
    const asked = this.#askPreferred(conversation, lane, tried)

    if (asked.taker !== null) return this.#assignPreferred(each, lane, tried, asked, asked.taker)

    const shortlist = this.#shortlist
    lane.best(shortlist, 1 + runnersUpShown, tried)
    const chosen = shortlist.at(0)
    const second = shortlist.at(1)
    const excluded = withStrangers(lane.excluded(tried, null), asked)
    if (chosen === undefined || asked.heldFor !== null) {
      return this.#leave(each, skills, { asked, excluded, next: shortlist.standings(0, runnersUpShown) })
    }

    const rival = second !== undefined && second.tier === chosen.tier ? second : null
    const { assignedAt, weightedTurnAfter } = this.#candidates.assign(conversation, chosen.seat, rival !== null)
    const reason = rival === null ? 'only_candidate' : reasonFor(ranking, chosen, rival)
    const outcome = { assignedAt, weightedTurnAfter, isOverLimit: false, reason }
    return this.#assigned(each, chosen, outcome, { asked, excluded, next: shortlist.standings(1, 1 + runnersUpShown) })
  }

  #assignPreferred(
    each: InQueue,
    lane: Lane,
    tried: ReadonlySet<Seat>,
    asked: Asked,
    { as: reason, seat, isOverLimit }: NonNullable<Asked['taker']>,
  ): Decision {
    const chosen = seat.place
    standingOf(chosen)
    lane.best(this.#shortlist, runnersUpShown, new Set([...tried, seat]))
    const next = this.#shortlist.standings(0, runnersUpShown)
    const excluded = withStrangers(lane.excluded(tried, isOverLimit ? seat : null), asked)
    const { assignedAt, weightedTurnAfter } = this.#candidates.assign(each.conversation, seat, false)

    return this.#assigned(
      each,
      chosen,
      { assignedAt, weightedTurnAfter, isOverLimit, reason },
      { asked, excluded, next },
    )
  }

  #assigned(
    { conversation, score, isUrgentByDeadline }: InQueue,
    { shown: standing, tier, agentId }: Seated,
    { assignedAt, weightedTurnAfter, isOverLimit, reason }: Outcome,
    { asked, excluded, next }: Why,
  ): Assigned {
    // Written out, here and below: to spread an explanation into every decision would be a third of all the time.
    return {
      kind: 'assigned',
      conversationId: conversation.conversationId,
      agentId,
      load: standing!.load,
      lastAssignedAt: standing!.lastAssignedAt,
      agentScore: standing!.score,
      assignedAt,
      weightedTurnAfter,
      isOverLimit,
      reason,
      strategy: this.#snapshot.policy.strategy,
      score,
      isUrgentByDeadline,
      preferred: asked.preferred,
      relaxedSkills: this.#relaxedOf(conversation),
      tier,
      runnersUp: next,
      excluded: excluded.byReason,
      limitsReached: excluded.byLimit,
      lookAgainAt: null,
    }
  }

  #leave({ conversation, score, isUrgentByDeadline }: InQueue, skills: SkillSet, why: Why): Queued | Overflowed {
    const { policy, now } = this.#snapshot
    const { asked, excluded, next } = why
    const overflow =
      asked.heldFor === null
        ? overflowReason(conversation, policy.overflow, this.#team, this.#line.length + 1, now)
        : null
    const position = this.#line.nextPosition(skills)
    const explanation: Explanation = {
      conversationId: conversation.conversationId,
      strategy: policy.strategy,
      score,
      isUrgentByDeadline,
      preferred: asked.preferred,
      relaxedSkills: this.#relaxedOf(conversation),
      tier: null,
      runnersUp: next,
      excluded: excluded.byReason,
      limitsReached: excluded.byLimit,
      lookAgainAt: overflow === null ? this.#lookAgainAt(conversation, skills, why) : null,
    }

    if (overflow === null) {
      this.#line.add(skills)
      return { kind: 'queued', position, reason: this.#queuedReason(asked), ...explanation }
    } else {
      return { kind: 'overflowed', position, reason: overflow, ...explanation }
    }
  }

  #queuedReason({ heldFor }: Asked): QueuedReason {
    if (heldFor !== null) return heldFor.as === 'owner' ? 'held_for_owner' : 'held_for_previous'
    if (this.#ranking === null) return 'manual_strategy'
    if (this.#snapshot.agents.length === 0) return 'no_members'
    if (this.#team.isClosed) return 'outside_hours'
    return 'nobody_eligible'
  }

  #lookAgainAt(conversation: Waiting, skills: SkillSet, { asked, excluded }: Why): number | null {
    const { now, policy } = this.#snapshot
    const clock = { now, policy, candidates: this.#candidates }

    if (asked.heldFor !== null) return heldUntil(conversation, asked, skills, clock)
    if (this.#ranking === null) return earliest([overflowsAt(conversation, policy.overflow)], now)
    return opensAt(conversation, skills, this.#skillSets.none, excluded, clock)
  }

  #relaxedOf(conversation: Waiting): readonly string[] {
    return stillRequired(conversation, this.#snapshot.policy, this.#snapshot.now).length === 0
      ? conversation.skills
      : []
  }

  #requiredOf(conversation: Waiting): SkillSet {
    return this.#skillSets.of(stillRequired(conversation, this.#snapshot.policy, this.#snapshot.now))
  }

  // Those excluded from everything are counted for that, whatever they have tried.
  #triedOf({ tried }: Waiting): ReadonlySet<Seat> {
    if (tried.length === 0) return noSeats

    const seats = tried.flatMap((id) => this.#candidates.seatOf(id) ?? [])
    return new Set(seats.filter(({ exclusion }) => exclusion === null))
  }

  #askPreferred(conversation: Waiting, { kind }: Lane, tried: ReadonlySet<Seat>): Asked {
    if (conversation.ownerId === null && conversation.previousId === null) return nobodyPreferred

    return askPreferred(conversation, this.#snapshot, (agentId) => {
      const seat = this.#candidates.seatOf(agentId) ?? null
      if (seat === null) return { seat, exclusion: 'not_member' }

      const exclusion = exclusionOf(seat, conversation, !kind.skills.isCoveredBy(seat.agent.skills), tried)
      return { seat, exclusion }
    })
  }
}

const noSeats: ReadonlySet<Seat> = new Set()

function exclusionOf(
  seat: Seat,
  { channelId, weight }: Waiting,
  lacksSkill: boolean,
  tried: ReadonlySet<Seat>,
): Exclusion | null {
  if (seat.exclusion !== null) return seat.exclusion
  if (tried.has(seat)) return 'already_tried'
  if (lacksSkill) return 'missing_skill'
  if (seat.reachedLimit(channelId, weight) !== null) return 'at_capacity'
  return null
}

/** A preferred agent who is not of the team is passed over like the others, and counted with them. */
function withStrangers(excluded: Excluded, { preferred }: Asked): Excluded {
  const strangers = preferred.filter(({ exclusion }) => exclusion === 'not_member').length

  return strangers === 0 ? excluded : { ...excluded, byReason: { not_member: strangers, ...excluded.byReason } }
}

function reasonFor({ measure }: Ranks, chosen: Place, rival: Place): Reason {
  if (chosen.score !== rival.score) return measure
  if (chosen.turn !== rival.turn) return 'tie_longest_since_last'
  return 'tie_id'
}
