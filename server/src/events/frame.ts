import type { Event } from '@fairlead/sdk'
import type { AppendedEvent } from '../db/database.ts'

/**
 * An event as it goes over the wire, formatted once for all streams of the process. `keys` say whom it may concern:
 * its subject, its noun, and for visitors of the web chat the contact and the addresses it tells of.
 */
export type Frame = Readonly<{
  sequence: number
  bytes: Buffer
  keys: readonly string[]
  at: number
  /** Who may no longer come in. */
  leaverId: string | null
}>

export const keyOf = {
  subject: (id: string) => `subject:${id}`,
  noun: (noun: string) => `noun:${noun}`,
  /** Conversations that open with the contact. */
  contact: (id: string) => `contact:${id}`,
  address: (channelId: string, address: string) => `address:${channelId}:${address}`,
} as const

const dataMark = '\ndata: '

export function toFrame(event: Event | AppendedEvent): Frame {
  const { sequence, type, subjectId, actor, at, data } = event
  const text = JSON.stringify({ sequence, type, subjectId, actor, at, data })
  return {
    sequence,
    bytes: Buffer.from(`id: ${sequence}${dataMark}${text}\n\n`),
    keys: keysOf(event),
    at: Date.now(),
    leaverId: event.type === 'member.changed' && event.data.member.isDeactivated ? subjectId : null,
  }
}

/** The event in a frame, as a client reads it. */
export function eventOf({ bytes }: Frame): Event {
  return JSON.parse(bytes.toString('utf8', bytes.indexOf(dataMark) + dataMark.length))
}

function keysOf(event: Event | AppendedEvent): string[] {
  const keys = [keyOf.subject(event.subjectId), keyOf.noun(event.type.slice(0, event.type.indexOf('.')))]
  if (event.type === 'conversation.opened') {
    keys.push(keyOf.contact(event.data.conversation.contact.id))
  } else if (event.type === 'contact.created' || event.type === 'contact.changed' || event.type === 'contact.merged') {
    for (const { channelId, address } of event.data.contact.identities) keys.push(keyOf.address(channelId, address))
    if (event.type === 'contact.merged') keys.push(keyOf.subject(event.data.mergedId))
  }
  return keys
}
