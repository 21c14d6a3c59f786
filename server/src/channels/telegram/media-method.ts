import type { OutboundAttachment } from '../channel.ts'

const MEGABYTE = 1024 * 1024
export const maxFileBytes = 50 * MEGABYTE

/** The method that sends a file, and the field its bytes go in. */
export type MediaMethod = Readonly<{ method: string; field: string }>

type Shape = Readonly<{ method: string; field: string; types: readonly string[]; maxBytes: number; isVoice?: true }>

const shapes: readonly Shape[] = [
  { method: 'sendPhoto', field: 'photo', types: ['image/jpeg', 'image/png'], maxBytes: 10 * MEGABYTE },
  { method: 'sendAnimation', field: 'animation', types: ['image/gif'], maxBytes: maxFileBytes },
  { method: 'sendVideo', field: 'video', types: ['video/mp4'], maxBytes: maxFileBytes },
  {
    ...{ method: 'sendVoice', field: 'voice', types: ['audio/ogg', 'audio/mpeg', 'audio/mp4'] },
    ...{ maxBytes: maxFileBytes, isVoice: true },
  },
  { method: 'sendAudio', field: 'audio', types: ['audio/mpeg', 'audio/mp4'], maxBytes: maxFileBytes },
]

/** How a file is shown to the customer; what the provider shows in no way of its own goes as a document. */
export function mediaMethod(attachment: OutboundAttachment): MediaMethod {
  const type = providerType(attachment.type)
  const shape = shapes.find(
    ({ types, maxBytes, isVoice = false }) =>
      types.includes(type) && attachment.size <= maxBytes && (!isVoice || attachment.isVoice),
  )
  return shape ?? { method: 'sendDocument', field: 'document' }
}

function providerType(type: string): string {
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? ''
  return otherNames.get(essence) ?? essence
}

const otherNames: ReadonlyMap<string, string> = new Map([
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/opus', 'audio/ogg'],
  ['image/jpg', 'image/jpeg'],
])
