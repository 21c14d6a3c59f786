import { fileTypeFromBuffer } from 'file-type'

const generic = 'application/octet-stream'

/** Types without a signature of their own that may be believed, since no browser runs them. */
const believable = /^(text\/(plain|csv|markdown|calendar|vcard)|application\/(json|rtf))$/

/**
 * The type of a file by its first bytes; a claim counts only where bytes cannot tell and it is harmless. What a
 * browser might run (HTML, SVG, scripts) is never named as such: it becomes plain bytes.
 */
export async function mediaTypeOf(head: Uint8Array, claimed: string | null): Promise<string> {
  const sniffed = await fileTypeFromBuffer(head)
  const claim = claimed?.split(';')[0]?.trim().toLowerCase() ?? generic
  if (sniffed) return refine(sniffed.mime, claim)
  return believable.test(claim) && looksLikeText(head) ? claim : generic
}

const shownInline =
  /^(image\/(jpeg|png|gif|webp|avif)|audio\/[\w.+-]+|video\/(mp4|webm|quicktime|3gpp|ogg)|application\/pdf)$/

/** Whether a browser may show it in place rather than save it. */
export function isShownInline(type: string): boolean {
  return shownInline.test(type)
}

/** A name safe for a header and for any file system; the rest of the world's letters stay. */
export function safeFileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go.
  const clean = name.replace(/[\u0000-\u001f\u007f"\\/:*?<>|\u202a-\u202e\u2066-\u2069]/g, '_').trim()
  return clean.slice(-150).toWellFormed() || 'file'
}

// Containers that carry several kinds are told apart by the claim: a voice note is Ogg or WebM like a film.
function refine(sniffed: string, claim: string): string {
  const [family] = claim.split('/')
  if (sniffed === 'video/webm' && family === 'audio') return 'audio/webm'
  if (sniffed === 'video/mp4' && family === 'audio') return 'audio/mp4'
  if (sniffed.startsWith('audio/ogg') || sniffed === 'audio/opus' || sniffed === 'application/ogg') return 'audio/ogg'
  if (sniffed === 'application/xml' || sniffed === 'image/svg+xml' || sniffed === 'text/html') return generic
  return sniffed
}

function looksLikeText(head: Uint8Array): boolean {
  return !head.includes(0)
}
