import type { Decision } from '@fairlead/sdk'
import { uuid } from '../conversations/examples.ts'

/** A made-up decision for tests. */
export function decisionExample(changes: Partial<Decision>): Decision {
  return {
    id: uuid(600),
    at: '2026-01-01T12:00:00.000Z',
    kind: 'queued',
    trigger: 'conversation.opened',
    teamId: uuid(11),
    policyVersion: 1,
    strategy: 'round_robin',
    reason: 'nobody_eligible',
    agentId: null,
    sentence: 'Nobody could take it.',
    position: null,
    waitedMs: 0,
    promise: null,
    preferred: [],
    relaxedSkillIds: [],
    tier: null,
    runnersUp: [],
    excluded: {},
    limitsReached: {},
    toTeamId: null,
    isOverLimit: false,
    canReplay: true,
    ...changes,
  }
}
