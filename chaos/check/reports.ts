import type { Event } from '@fairlead/sdk'
import type { Database } from '../../server/src/db/database.ts'
import { countPromises } from '../../server/src/reports/promises.ts'

/** Where the report of promises says something else than the log, counted anew (I12). */
export async function findWrongReports(
  database: Database,
  workspaceId: string,
  log: readonly Event[],
): Promise<readonly string[]> {
  const outcomes = new Map<string, { teamId: string; kind: string; outcome: string | null }>()
  for (const event of log) {
    if (event.type !== 'promise.made' && event.type !== 'promise.settled') continue
    outcomes.set(event.data.promise.id, event.data.promise)
  }
  const counted = Map.groupBy(outcomes.values(), ({ teamId, kind }) => `${teamId} ${kind}`)
  const { data } = await countPromises(database.db, {
    workspaceId,
    from: '2000-01-01T00:00:00Z',
    to: '2200-01-01T00:00:00Z',
  })

  const shown = new Map(
    data.map((row) => [`${row.teamId} ${row.kind}`, [row.made, row.kept, row.broken, row.void, row.open]]),
  )
  return [...new Set([...counted.keys(), ...shown.keys()])].flatMap((key) => {
    const own = counted.get(key) ?? []
    const of = (outcome: string | null) => own.filter((each) => each.outcome === outcome).length
    const expected = [own.length, of('kept'), of('broken'), of('void'), of(null)]
    return String(shown.get(key)) === String(expected)
      ? []
      : [`the report of promises (${key}) shows ${shown.get(key)}, and the log tells ${expected}`]
  })
}
