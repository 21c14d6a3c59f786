import type { DecisionData, PackedDecision, PackedStanding } from '../db/decision-columns.ts'

/**
 * A record as it is stored: without what it would say of nothing, and the runners-up as lists. There are millions, and
 * most say only who, why and who else; so written they take less than half of the room.
 */
export function packDecision(data: DecisionData): PackedDecision {
  return {
    sentence: data.sentence,
    ...(data.words === undefined || data.words.length === 0 ? {} : { words: data.words }),
    waitedMs: data.waitedMs,
    ...(data.position === null ? {} : { position: data.position }),
    ...(data.tier === null ? {} : { tier: data.tier }),
    ...(data.preferred.length === 0 ? {} : { preferred: data.preferred }),
    ...(data.relaxedSkillIds.length === 0 ? {} : { relaxedSkillIds: data.relaxedSkillIds }),
    ...(data.runnersUp.length === 0 ? {} : { runnersUp: data.runnersUp.map(packStanding) }),
    ...(isEmpty(data.excluded) ? {} : { excluded: data.excluded }),
    ...(isEmpty(data.limitsReached) ? {} : { limitsReached: data.limitsReached }),
    ...(data.toTeamId === null ? {} : { toTeamId: data.toTeamId }),
    ...(data.isOverLimit ? { isOverLimit: true } : {}),
    ...(data.promise === null ? {} : { promise: data.promise }),
  }
}

/** As it was. Records of the first version say less. */
export function unpackDecision(data: PackedDecision): DecisionData {
  return {
    sentence: data.sentence ?? '',
    ...(data.words === undefined ? {} : { words: data.words }),
    position: data.position ?? null,
    waitedMs: data.waitedMs ?? 0,
    promise: data.promise ?? null,
    preferred: data.preferred ?? [],
    relaxedSkillIds: data.relaxedSkillIds ?? [],
    tier: data.tier ?? null,
    runnersUp: (data.runnersUp ?? []).map((each) =>
      isPacked(each)
        ? { agentId: each[0], load: each[1], lastAssignedAt: each[2], score: each[3] }
        : { ...each, score: each.score ?? null },
    ),
    excluded: data.excluded ?? {},
    limitsReached: data.limitsReached ?? {},
    toTeamId: data.toTeamId ?? null,
    isOverLimit: data.isOverLimit ?? false,
  }
}

function packStanding({ agentId, load, lastAssignedAt, score }: DecisionData['runnersUp'][number]): PackedStanding {
  return [agentId, load, lastAssignedAt, score]
}

function isPacked(each: NonNullable<PackedDecision['runnersUp']>[number]): each is PackedStanding {
  return Array.isArray(each)
}

function isEmpty(counts: object): boolean {
  for (const _key in counts) return false
  return true
}
