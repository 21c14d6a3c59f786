import { listEvents } from '@fairlead/sdk'
import type { Context } from 'hono'
import { AppError } from '../errors.ts'
import { keyOf } from '../events/frame.ts'
import type { LiveEvents } from '../events/live.ts'
import { readEvents, readReach } from '../events/log.ts'
import type { Interest } from '../events/reader.ts'
import type { Pass } from '../events/stream.ts'
import type { HttpParts } from './app.ts'
import { type Api, type Env, serve } from './endpoint.ts'
import { headOfStream, openOutlet } from './outlet.ts'
import { passes } from './pass.ts'

/** The log, as a page or live. An open stream of a person is what makes them connected. */
export function serveEvents(
  api: Api,
  { database, live, connections }: Pick<HttpParts, 'database' | 'live' | 'connections'>,
): void {
  const { db } = database

  const passOf = passes(db)

  serve(api, listEvents, async ({ caller, query, c }) => {
    const { workspaceId, memberId } = caller
    const { subjectId } = query
    const nouns = query.noun?.split(',')
    const resumed = c.req.header('last-event-id')
    const after = resumed === undefined ? query.after : Number(resumed)
    if (after !== undefined && !(Number.isSafeInteger(after) && after >= 0)) {
      throw new AppError('invalid_request', { detail: 'Last-Event-ID: must be the id of an event.' })
    }
    // Many come back at once after a break: of what is at hand, nobody asks the database.
    const isAtHand = after !== undefined && live.hasAfter(workspaceId, after)
    const { newest, dropped } = isAtHand ? { newest: after, dropped: 0 } : await readReach(db, workspaceId)
    // A cursor of a future that never was: the database is another one, or was restored from a backup.
    if (after !== undefined && after > newest) throw new AppError('cursor_gone')

    const isStream = c.req.header('accept')?.includes('text/event-stream')
    // What came next is no longer kept. A page from the beginning begins with the oldest that is.
    if (after !== undefined && after < dropped && (isStream || after > 0)) throw new AppError('cursor_gone')

    if (!isStream) {
      const data = await readEvents(db, {
        workspaceId,
        after: after ?? 0,
        before: query.before,
        limit: query.limit,
        subjectId,
        nouns,
      })
      return { data: data as never, cursor: data.at(-1)?.sequence ?? after ?? newest }
    }
    const head = headOfStream(c)
    if (head) return head
    return followLog(c, live, {
      where: { workspaceId, after: after ?? newest, interest: interestOf(subjectId, nouns) },
      memberId,
      hearsSignals: query.signals === 'true',
      pass: passOf(caller),
      release: caller.via === 'session' ? connections.hold(caller) : () => undefined,
    })
  })
}

type Following = Readonly<{
  where: Parameters<LiveEvents['open']>[0]
  memberId: string
  hearsSignals: boolean
  pass: Pass | null
  release: () => void
}>

function followLog(
  c: Context<Env>,
  live: LiveEvents,
  { where, memberId, hearsSignals, pass, release }: Following,
): Response {
  let opened: ReturnType<LiveEvents['open']> | null = null
  const { outlet, response } = openOutlet(c, {
    onDrain: () => opened?.resume(),
    onClose: () => opened?.stream.leave(),
  })
  opened = live.open(where, outlet, { memberId, pass, hearsSignals, onEnd: release })
  return response
}

// The page's filters, held to live.
function interestOf(subjectId: string | undefined, nouns: readonly string[] | undefined): Interest | null {
  const ofNouns = nouns && new Set(nouns.map(keyOf.noun))
  if (subjectId === undefined) return ofNouns ? { keys: ofNouns } : null
  const keys = new Set([keyOf.subject(subjectId)])
  return ofNouns ? { keys, accepts: (frame) => frame.keys.some((key) => ofNouns.has(key)) } : { keys }
}
