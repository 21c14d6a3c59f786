import type { VisitorMessage } from '@fairlead/sdk'
import { type Doors, isPassing, Refusal } from './doors.ts'
import type { Failure, OutboxEntry } from './outbox.ts'

export type Delivery =
  | Readonly<{ kind: 'sent'; message: VisitorMessage }>
  | Readonly<{ kind: 'failed'; failure: Failure }>
  /** It may have arrived or not: sending it again is harmless. */
  | Readonly<{ kind: 'later'; afterMs: number }>
  | Readonly<{ kind: 'unknown-visitor' }>

export async function deliver(doors: Doors, token: string, entry: OutboxEntry): Promise<Delivery> {
  const { clientId, text, attachments } = entry
  try {
    const message = await doors.post(token, { clientId, text, attachmentIds: attachments.map(({ id }) => id) })
    return { kind: 'sent', message }
  } catch (error) {
    if (!(error instanceof Refusal)) return { kind: 'later', afterMs: 0 }
    if (error.code === 'bad_visitor_token') return { kind: 'unknown-visitor' }
    if (isPassing(error)) return { kind: 'later', afterMs: error.retryAfterMs }
    return { kind: 'failed', failure: { code: error.code, detail: error.message } }
  }
}
