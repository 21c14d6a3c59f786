import type { Candidates } from './candidates.ts'
import type { Excluded } from './lane.ts'
import { overflowsAt } from './overflow.ts'
import type { Asked } from './preferred.ts'
import { relaxesAt } from './relaxation.ts'
import type { SkillSet } from './skill-sets.ts'
import type { Policy, Waiting } from './snapshot.ts'

type Clock = Readonly<{ now: number; policy: Policy; candidates: Candidates }>

/** When the clock alone may change the answer for a conversation that is held: the hold ends, or who was asked can. */
export function heldUntil(
  conversation: Waiting,
  { preferred, heldFor }: Asked,
  skills: SkillSet,
  { now, policy, candidates }: Clock,
): number | null {
  const times = [heldFor?.until ?? null]

  for (const { agentId, exclusion } of preferred) {
    const seat = candidates.seatOf(agentId)
    if (seat === undefined || conversation.tried.includes(agentId)) continue

    const lacksSkill = !skills.isCoveredBy(seat.agent.skills)
    if (exclusion === 'missing_skill') times.push(relaxesAt(conversation, policy))
    else if (seat.freeAt !== null)
      times.push(lacksSkill ? both(seat.freeAt, relaxesAt(conversation, policy)) : seat.freeAt)
  }
  return earliest(times, now)
}

/**
 * When it may change for one that nobody can take: it overflows, or an agent whom only the clock keeps from it can.
 * Those who lack a skill and finish something besides can when both are over.
 */
export function opensAt(
  conversation: Waiting,
  skills: SkillSet,
  noSkills: SkillSet,
  { byReason }: Excluded,
  { now, policy, candidates }: Clock,
): number | null {
  const relaxedAt = relaxesAt(conversation, policy)

  return earliest(
    [
      overflowsAt(conversation, policy.overflow),
      candidates.firstFreeAt(skills, conversation.tried),
      byReason.missing_skill === undefined ? null : relaxedAt,
      both(candidates.firstFreeAt(noSkills, conversation.tried), relaxedAt),
    ],
    now,
  )
}

/** The first of the times that is still ahead. */
export function earliest(times: readonly (number | null)[], now: number): number | null {
  let first: number | null = null

  for (const time of times) {
    if (time !== null && time > now && (first === null || time < first)) first = time
  }
  return first
}

/** When both are over; `null` when one never is. */
function both(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b)
}
