import { reportPromises } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'
import type { Period } from './kept-share.ts'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

/** What came of the promises of the last days. Asked anew each minute, since the days move on. */
export function promisesQuery(days: Period, teamId: string | undefined) {
  return queryOptions({
    queryKey: ['reports', 'promises', days, teamId ?? null] as const,
    queryFn: ({ signal }) => {
      const now = Date.now()
      // The clock of this machine may be a little behind: what was promised just now is not to be missed.
      const query = { from: new Date(now - days * dayMs).toISOString(), to: new Date(now + minuteMs).toISOString() }
      return client.call(reportPromises, { query: teamId === undefined ? query : { ...query, teamId }, signal })
    },
    staleTime: 0,
    refetchInterval: minuteMs,
  })
}
