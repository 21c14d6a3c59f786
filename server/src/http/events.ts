import { type Event, listEvents } from '@fairlead/sdk'
import { AppError } from '../errors.ts'
import { readCursor, readEvents } from '../events/log.ts'
import type { HttpParts } from './app.ts'
import { findCaller } from './caller.ts'
import { type Api, serve } from './endpoint.ts'
import { type StreamItem, streamEvents } from './sse.ts'

/** The log, as a page or live. An open stream of a person is what makes them connected. */
export function serveEvents(
  api: Api,
  { database, people, live, connections }: Pick<HttpParts, 'database' | 'people' | 'live' | 'connections'>,
): void {
  const { db } = database

  serve(api, listEvents, async ({ caller, query, c }) => {
    const { workspaceId } = caller
    const newest = await readCursor(db, workspaceId)
    const resumed = c.req.header('last-event-id')
    const after = resumed === undefined ? query.after : Number(resumed)
    if (after !== undefined && !(Number.isSafeInteger(after) && after >= 0)) {
      throw new AppError('invalid_request', { detail: 'Last-Event-ID: must be the id of an event.' })
    }
    // A cursor of a future that never was: the database is another one, or was restored from a backup.
    if (after !== undefined && after > newest) throw new AppError('cursor_gone')

    if (!c.req.header('accept')?.includes('text/event-stream')) {
      const data = await readEvents(db, {
        workspaceId,
        after: after ?? 0,
        limit: query.limit,
        subjectId: query.subjectId,
        noun: query.noun,
      })
      return { data: data as never, cursor: data.at(-1)?.sequence ?? after ?? newest }
    }
    const release = caller.via === 'session' ? connections.hold(caller) : () => undefined
    return streamEvents(
      c,
      async function* (signal): AsyncGenerator<readonly StreamItem[]> {
        for await (const events of live.subscribe(workspaceId, after ?? newest, signal)) {
          yield events.map((event) => ({ id: event.sequence, data: event }))
          if (events.some((event) => isDeactivation(event, caller.memberId))) return
        }
      },
      { onEnd: release, mayStay: async () => (await findCaller(c, db, people).catch(refused)) !== null },
    )
  })
}

// A key that was revoked; a database that is away is no reason to go.
function refused(error: unknown): null {
  if (error instanceof AppError && error.code === 'unauthenticated') return null
  throw error
}

// Whoever may no longer come in is also shown out.
function isDeactivation(event: Event, memberId: string): boolean {
  return event.type === 'member.changed' && event.subjectId === memberId && event.data.member.isDeactivated
}
