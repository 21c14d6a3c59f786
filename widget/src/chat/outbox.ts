/**
 * What the visitor has written and the server has not confirmed.
 *
 * Entries leave in the order they were written, one at a time. Each carries the `clientId` under which the server
 * stores it once, so an entry whose fate is unknown is simply sent again. One that the server refuses is kept as
 * failed, with the reason, and no longer stands in the way of those after it.
 */
import type { Attachment, VisitorMessage } from '@fairlead/sdk'

export type Failure = Readonly<{ code: string; detail: string }>

export type OutboxEntry = Readonly<{
  clientId: string
  order: number
  text: string
  attachments: readonly Attachment[]
  at: string
  failure: Failure | null
}>

export type Outbox = readonly OutboxEntry[]

export type OutboxAction =
  | Readonly<{ type: 'write'; clientId: string; text: string; attachments: readonly Attachment[]; at: string }>
  | Readonly<{ type: 'confirm'; clientId: string }>
  | Readonly<{ type: 'fail'; clientId: string; failure: Failure }>
  | Readonly<{ type: 'retry'; clientId: string; at: string }>
  | Readonly<{ type: 'discard'; clientId: string }>

export function reduceOutbox(outbox: Outbox, action: OutboxAction): Outbox {
  switch (action.type) {
    case 'write': {
      const { clientId, text, attachments, at } = action
      return [...outbox, { clientId, order: lastOrder(outbox) + 1, text, attachments, at, failure: null }]
    }
    case 'confirm':
    case 'discard':
      return outbox.filter(({ clientId }) => clientId !== action.clientId)
    case 'fail':
      return outbox.map((entry) => (entry.clientId === action.clientId ? { ...entry, failure: action.failure } : entry))
    case 'retry': {
      // It arrives now, so it stands after what was written in the meantime.
      const entry = outbox.find(({ clientId }) => clientId === action.clientId)
      const others = outbox.filter((other) => other !== entry)
      return entry ? [...others, { ...entry, order: lastOrder(outbox) + 1, at: action.at, failure: null }] : outbox
    }
  }
}

export function nextToSend(outbox: Outbox): OutboxEntry | undefined {
  return outbox.find(({ failure }) => !failure)
}

/** The server has these, whatever became of the answer to our own request. */
export function confirmArrived(outbox: Outbox, messages: readonly VisitorMessage[]): Outbox {
  const arrived = new Set(messages.map(({ clientId }) => clientId))
  return outbox.some(({ clientId }) => arrived.has(clientId))
    ? outbox.filter(({ clientId }) => !arrived.has(clientId))
    : outbox
}

/** Two tabs may give the same order; the id then decides, the same way in both. */
export function inOrder(outbox: Outbox): Outbox {
  return outbox.toSorted((a, b) => a.order - b.order || (a.clientId < b.clientId ? -1 : 1))
}

/** Reads an entry that was kept, perhaps by an older version of the widget. */
export function parseEntry(text: string): OutboxEntry | null {
  try {
    const entry: OutboxEntry | null = JSON.parse(text)
    const isWhole =
      typeof entry?.clientId === 'string' &&
      typeof entry.order === 'number' &&
      typeof entry.text === 'string' &&
      typeof entry.at === 'string' &&
      Array.isArray(entry.attachments)
    return isWhole ? entry : null
  } catch {
    return null
  }
}

function lastOrder(outbox: Outbox): number {
  return Math.max(0, ...outbox.map(({ order }) => order))
}
