import type { Policy, Waiting } from './snapshot.ts'

const minuteMs = 60_000

/** When no skill is required of the conversation's agent any more; `null`: always, or never was. */
export function relaxesAt({ skills, queuedAt }: Waiting, { skillRelaxMinutes }: Policy): number | null {
  return skills.length === 0 || skillRelaxMinutes === null ? null : queuedAt + skillRelaxMinutes * minuteMs
}

/** The skills that still are. */
export function stillRequired(conversation: Waiting, policy: Policy, now: number): readonly string[] {
  const at = relaxesAt(conversation, policy)

  return at !== null && at <= now ? none : conversation.skills
}

const none: readonly string[] = []
