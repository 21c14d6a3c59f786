import type { StoredFile } from './files.ts'

const MEGABYTE = 1024 * 1024

type Rule = Readonly<{ types: readonly string[] | null; maxSize: number }>

const rules: Readonly<Record<'image' | 'audio' | 'video' | 'sticker' | 'document', Rule>> = {
  image: { types: ['image/jpeg', 'image/png'], maxSize: 5 * MEGABYTE },
  audio: { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], maxSize: 16 * MEGABYTE },
  video: { types: ['video/mp4', 'video/3gpp'], maxSize: 16 * MEGABYTE },
  sticker: { types: ['image/webp'], maxSize: 500 * 1024 },
  document: { types: null, maxSize: 100 * MEGABYTE },
}

export type MediaKind = keyof typeof rules

export function isMediaKind(type: string): type is MediaKind {
  return Object.hasOwn(rules, type)
}

/** Why the file cannot be shown as this; the provider finds out only when it sends. */
export function unfitness(kind: MediaKind, file: Pick<StoredFile, 'type' | 'bytes'>): string | null {
  const { types, maxSize } = rules[kind]
  const type = file.type.split(';')[0]?.trim() ?? ''

  if (types !== null && !types.includes(type)) return `Unsupported ${kind} type ${type}.`
  if (file.bytes.length > maxSize) return `The ${kind} is larger than ${maxSize} bytes.`
  if (kind !== 'document' && !looksLike(type, file.bytes)) return `The bytes are not ${type}.`
  return null
}

function looksLike(type: string, bytes: Uint8Array): boolean {
  const at = (offset: number, text: string): boolean =>
    Buffer.from(bytes.subarray(offset, offset + text.length)).toString('latin1') === text

  switch (type) {
    case 'image/jpeg':
      return at(0, '\xff\xd8\xff')
    case 'image/png':
      return at(0, '\x89PNG')
    case 'image/webp':
      return at(0, 'RIFF') && at(8, 'WEBP')
    case 'audio/ogg':
      return at(0, 'OggS') && at(28, 'OpusHead')
    case 'video/mp4':
    case 'audio/mp4':
      return at(4, 'ftyp')
    default:
      return true
  }
}
