/** What decisions and the snapshots they were made from look like in their columns. */
import type { Agent, Snapshot, Waiting } from '@fairlead/engine'
import type { Decision, StepOf } from '@fairlead/sdk'

/** How a workflow wants a conversation assigned in its team; each null: as the team's policy says. */
export type AssignmentWish = Pick<StepOf<'assign'>, 'strategy' | 'onlineOnly' | 'agentLimit'>

export type DecisionData = Pick<
  Decision,
  | 'sentence'
  | 'words'
  | 'position'
  | 'waitedMs'
  | 'preferred'
  | 'relaxedSkillIds'
  | 'tier'
  | 'runnersUp'
  | 'excluded'
  | 'limitsReached'
  | 'toTeamId'
  | 'isOverLimit'
> & { promise: string | null }

type Standing = DecisionData['runnersUp'][number]
export type PackedStanding = readonly [
  agentId: string,
  load: number,
  lastAssignedAt: number | null,
  score: number | null,
]

/** What there is to say, the runners-up as lists; those of the first versions are as they are told. */
export type PackedDecision = Partial<Omit<DecisionData, 'runnersUp'>> &
  Readonly<{ runnersUp?: readonly (PackedStanding | (Omit<Standing, 'score'> & { score?: number | null }))[] }>

/** What differs from the snapshot of the base; of those that wait, from the first of them. */
export type SnapshotDifference = Readonly<{
  now: number
  policy: Snapshot['policy']
  /** By their place in the base: what is another than there. */
  changed: readonly (readonly [place: number, changes: Partial<Agent>])[]
  /** Their places in the base. */
  gone: readonly number[]
  added: readonly Agent[]
  waiting: readonly Partial<Waiting>[]
}>
