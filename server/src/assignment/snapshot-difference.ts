/**
 * A look is shown all agents of its team, and changes few of them: what it was shown is kept as what differs from an
 * earlier look. Of the agents only those that are not as they were, and of them only what changed; of those that wait,
 * only what the first of them does not say as well.
 */
import type { Agent, Snapshot, Waiting } from '@fairlead/engine'
import type { SnapshotDifference } from '../db/decision-columns.ts'

export function isDifference(data: Snapshot | SnapshotDifference): data is SnapshotDifference {
  return 'changed' in data
}

export function differenceFrom(base: readonly Agent[], { now, policy, agents, waiting }: Snapshot): SnapshotDifference {
  const byId = new Map(agents.map((agent) => [agent.id, agent]))
  const changed: [number, Partial<Agent>][] = []
  const gone: number[] = []
  base.forEach((before, place) => {
    const after = byId.get(before.id)
    byId.delete(before.id)
    if (after === undefined) gone.push(place)
    else if (after !== before) {
      const changes = changesOf(before, after)
      if (changes !== null) changed.push([place, changes])
    }
  })
  const [first, ...others] = waiting
  return {
    now,
    policy,
    changed,
    gone,
    added: [...byId.values()],
    waiting: first === undefined ? [] : [first, ...others.map((each) => changesOf(first, each) ?? {})],
  }
}

export function together(
  base: readonly Agent[],
  { now, policy, changed, gone, added, waiting }: SnapshotDifference,
): Snapshot {
  const isGone = new Set(gone)
  const changes = new Map(changed)
  const [first] = waiting
  return {
    now,
    policy,
    agents: [
      ...base.map((agent, place) => ({ ...agent, ...changes.get(place) })).filter((_, place) => !isGone.has(place)),
      ...added,
    ],
    // The first says everything.
    waiting: waiting.map((each) => ({ ...first, ...each }) as Waiting),
  }
}

function changesOf<T extends object>(before: T, after: T): Partial<T> | null {
  let changes: Partial<T> | null = null
  for (const key in after) {
    if (isSame(before[key], after[key])) continue
    changes ??= {}
    changes[key] = after[key]
  }
  return changes
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) && Array.isArray(other) && one.length === 0 && other.length === 0) return true
  return JSON.stringify(one) === JSON.stringify(other)
}
