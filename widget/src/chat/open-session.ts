import type { SessionResponse } from '@fairlead/sdk'
import type { Identity } from '../bridge.ts'
import { backoffMs } from './backoff.ts'
import { type Doors, isPassing, Refusal } from './doors.ts'
import { type Alarm, pause } from './pause.ts'
import { randomId } from './random-id.ts'
import type { Shelf } from './shelf.ts'

export type Opening = Readonly<{
  doors: Doors
  shelf: Shelf
  alarm: Alarm
  locale: string | null
  pageUrl: string | null
  identity: Identity | null
  signal: AbortSignal
  onAway(): void
  onRefusal(refusal: Refusal): void
}>

export type Opened = Readonly<{
  session: SessionResponse
  visitorId: string
  /** Null when the one given was refused. */
  identity: Identity | null
}>

/**
 * Asks for a session until there is one, and keeps who the visitor is. Null when the channel will not have this
 * visitor, or the signal is aborted.
 *
 * To be run under a lock: two tabs that open at once must become one visitor.
 */
export async function openSession(opening: Opening): Promise<Opened | null> {
  const { doors, shelf, alarm, locale, pageUrl, signal, onAway, onRefusal } = opening
  let { identity } = opening

  for (let attempt = 0; !signal.aborted; attempt++) {
    const known = shelf.visitor()
    try {
      const session = await doors.session({ visitorToken: known?.token ?? null, identity, locale, pageUrl })
      if (signal.aborted) return null
      // Another tab has reset or taken another visitor: this answer must not bring the old one back.
      if (shelf.visitor()?.id !== known?.id) continue
      // Each session renews the token; the id stays as long as it is the same person.
      const isSame = known && (!identity || identity.userId === known.userId)
      const id = isSame ? known.id : randomId()
      shelf.keepVisitor({ id, token: session.visitorToken, userId: identity?.userId ?? known?.userId ?? null })
      return { session, visitorId: id, identity }
    } catch (error) {
      if (signal.aborted) return null
      if (isPassing(error) || !(error instanceof Refusal)) {
        onAway()
        const retryAfterMs = error instanceof Refusal ? error.retryAfterMs : 0
        await pause(backoffMs(attempt, Math.random()) + retryAfterMs, alarm, signal)
      } else {
        // A channel for known visitors only is no news to a page that has not said who this is.
        if (identity || error.code !== 'identity_unverified') onRefusal(error)
        if (!identity) return null
        identity = null
      }
    }
  }
  return null
}
