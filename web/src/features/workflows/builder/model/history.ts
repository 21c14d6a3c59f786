import { typedPath } from './changed-path.ts'

/** What was, is, and may be again. */
export type History<T> = Readonly<{
  past: readonly T[]
  now: T
  future: readonly T[]
  /** Where the last change was typed: another one there belongs to it. */
  typedAt: string | null
}>

const most = 200

export function startHistory<T>(now: T): History<T> {
  return { past: [], now, future: [], typedAt: null }
}

/** Goes on with something new. What is typed into one field, letter by letter, is one entry. */
export function recorded<T>(history: History<T>, next: T): History<T> {
  if (next === history.now) return history
  const typedAt = typedPath(history.now, next)
  const isSameField = typedAt !== null && typedAt === history.typedAt
  const past = isSameField ? history.past : [...history.past, history.now].slice(-most)
  return { past, now: next, future: [], typedAt }
}

/** Whoever left the field begins something new when they come back to it. */
export function settled<T>(history: History<T>): History<T> {
  return history.typedAt === null ? history : { ...history, typedAt: null }
}

export function undone<T>({ past, now, future }: History<T>): History<T> {
  const before = past.at(-1)
  if (before === undefined) return { past, now, future, typedAt: null }
  return { past: past.slice(0, -1), now: before, future: [now, ...future], typedAt: null }
}

export function redone<T>({ past, now, future }: History<T>): History<T> {
  const [next, ...rest] = future
  if (next === undefined) return { past, now, future, typedAt: null }
  return { past: [...past, now], now: next, future: rest, typedAt: null }
}
