import type { Db, Tx } from '../db/database.ts'

const mostKept = 1000

/** The same loading, whose answer for a key is kept for a while. A loading that fails is not kept. */
export function rememberFor<Subject, Answer>(
  ms: number,
  keyOf: (subject: Subject) => string,
  load: (db: Db | Tx, subject: Subject, now: number) => Promise<Answer>,
): (db: Db | Tx, subject: Subject, now: number) => Promise<Answer> {
  const kept = new Map<string, { answer: Answer; at: number }>()
  return async (db, subject, now) => {
    const key = keyOf(subject)
    const before = kept.get(key)
    if (before && now >= before.at && now - before.at < ms) return before.answer
    const answer = await load(db, subject, now)
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, { answer, at: now })
    return answer
  }
}
