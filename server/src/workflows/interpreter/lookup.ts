import type { Facts, Opening, QueueFacts, World } from './world.ts'

/** As facts and needs call the workspace's hours. */
export const workspaceHours = 'workspace'
/** As needs call the hours and the queue of the team that the conversation is in. */
export const ownTeam = ''

/** The hours of a key of `needsOf`; the workspace's where the team has none that are known. */
export function openingOf({ hours, conversation }: Facts, key: string): Opening | null {
  const id = key === ownTeam ? (conversation.teamId ?? workspaceHours) : key
  return own(hours, id) ?? own(hours, workspaceHours)
}

export function queueOf({ queues, conversation }: Facts, key: string): QueueFacts | null {
  const id = key === ownTeam ? conversation.teamId : key
  return id === null ? null : own(queues, id)
}

/** What is in it by this name, and not what every object has. */
export function own<T>(all: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(all, key) ? (all[key] ?? null) : null
}

/** Now, by the workspace's clock. */
export function localTime({ now, facts }: World): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(now)
  try {
    return instant.toZonedDateTimeISO(facts.workspace.timeZone)
  } catch {
    return instant.toZonedDateTimeISO('UTC')
  }
}
