import { id } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Database, Db } from '../db/database.ts'
import { AppError } from '../errors.ts'

const atOnce = 50
/** Of candidates that turn out not to have the words; then the page is short, and the next one goes on. */
const mostLookedAt = 1_000

/** A page of what really has the words; the cursor is the id to go on before. */
export async function collect<T>(
  candidates: AsyncIterable<readonly string[]>,
  limit: number,
  check: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<{ hits: T[]; nextCursor: string | null }> {
  const hits: { id: string; hit: T }[] = []
  let lookedAt = 0
  for await (const ids of candidates) {
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = ids.slice(from, from + atOnce)
      const found = await check(some)
      for (const each of some) if (found.has(each)) hits.push({ id: each, hit: found.get(each)! })
      lookedAt += some.length
      if (hits.length > limit)
        return { hits: hits.slice(0, limit).map(({ hit }) => hit), nextCursor: hits[limit - 1]!.id }
      if (lookedAt >= mostLookedAt) return { hits: hits.map(({ hit }) => hit), nextCursor: some.at(-1)! }
    }
  }
  return { hits: hits.map(({ hit }) => hit), nextCursor: null }
}

/** Whoever looks for something waits for seconds at most, and so does the database. */
export async function withinSeconds<T>({ db }: Database, work: (db: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`SET LOCAL statement_timeout = '4s'`.execute(tx)
      return work(tx)
    })
  } catch (error) {
    // 57014: PostgreSQL gave up as it was told to.
    if (error instanceof Error && 'code' in error && error.code === '57014') throw new AppError('search_too_broad')
    throw error
  }
}

export function checkCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  if (!id.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that a search answered with' })
  }
  return cursor
}
