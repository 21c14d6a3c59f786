import type { SentAttachment } from '../channel.ts'

const megabyte = 1024 * 1024
const maxPreview = megabyte
const maxAudio = 200 * megabyte

/**
 * How a file is shown. A picture needs a small one beside it, and is its own while it is small enough; a video needs a
 * picture, which we have none of; and other files LINE has no bubble for. All these go as a link.
 */
export function bubbleOf({ name, type, size, url }: SentAttachment): Readonly<Record<string, unknown>> {
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^image\/(jpe?g|png)$/.test(essence) && size <= maxPreview) {
    return { type: 'image', originalContentUrl: url, previewImageUrl: url }
  }
  if (bitsPerMs.has(essence) && size <= maxAudio) {
    return { type: 'audio', originalContentUrl: url, duration: durationOf(essence, size) }
  }
  return { type: 'text', text: `${name}\n${url}` }
}

const bitsPerMs: ReadonlyMap<string, number> = new Map([
  ['audio/mpeg', 128],
  ['audio/mp3', 128],
  ['audio/mp4', 64],
  ['audio/m4a', 64],
  ['audio/x-m4a', 64],
])

// LINE wants to be told, and shows it beside the button: as it is for the usual rates. All of it is played either way.
function durationOf(type: string, size: number): number {
  return Math.max(1000, Math.round((size * 8) / (bitsPerMs.get(type) ?? 128)))
}
