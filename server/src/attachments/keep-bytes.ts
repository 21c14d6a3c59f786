import { createHash } from 'node:crypto'
import type { InboundAttachment, InboundEvent } from '../channels/inbound.ts'
import { AppError } from '../errors.ts'
import { mediaTypeOf, safeFileName } from './media-type.ts'
import { pictureSizeOf } from './picture-size.ts'
import type { Storage } from './storage.ts'

const maxBytes = 100 * 1024 * 1024

type Place = Readonly<{ workspaceId: string; channelId: string }>

/**
 * Stores what came along with messages, and says where it is instead. Before the transaction that takes the messages in:
 * that one reads no files. The same file of the same message is kept under one id, however often it comes.
 */
export async function keepBytes(
  storage: Storage,
  place: Place,
  events: readonly InboundEvent[],
): Promise<readonly InboundEvent[]> {
  if (!events.some(hasBytes)) return events
  return Promise.all(
    events.map(async (event) => {
      if (event.kind !== 'message' || !hasBytes(event)) return event
      const attachments: InboundAttachment[] = []
      for (const [index, attachment] of event.message.attachments.entries()) {
        attachments.push(await keep(storage, place, `${event.providerId} ${index}`, attachment))
      }
      return { ...event, message: { ...event.message, attachments } }
    }),
  )
}

function hasBytes(event: InboundEvent): boolean {
  return event.kind === 'message' && event.message.attachments.some(({ bytes }) => bytes !== undefined)
}

async function keep(
  storage: Storage,
  { workspaceId, channelId }: Place,
  name: string,
  { bytes, ...attachment }: InboundAttachment,
): Promise<InboundAttachment> {
  if (bytes === undefined) return attachment
  const id = idOf(`${channelId} ${name}`)
  try {
    const { size, head } = await storage.write(workspaceId, id, once(bytes), maxBytes)
    const type = await mediaTypeOf(head, attachment.type)
    return {
      ...attachment,
      name: safeFileName(attachment.name ?? ''),
      kept: { id, size, type, ...pictureSizeOf(head, type) },
    }
  } catch (error) {
    // The message is worth more than a file that is too large.
    if (!(error instanceof AppError)) throw error
    return attachment
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

// A UUID of what it is called (version 8, RFC 9562).
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
