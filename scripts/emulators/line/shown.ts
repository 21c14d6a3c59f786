import type { JsonObject } from '../desk/json.ts'

const megabyte = 1024 * 1024

type Wanted = Readonly<{ types: RegExp; maxBytes: number }>

const picture: Wanted = { types: /^image\/(jpeg|png)$/, maxBytes: 10 * megabyte }
const preview: Wanted = { types: /^image\/(jpeg|png)$/, maxBytes: megabyte }
const originals: Readonly<Record<string, Wanted>> = {
  image: picture,
  video: { types: /^video\/mp4$/, maxBytes: 200 * megabyte },
  audio: { types: /^audio\/(mp4|x-m4a|m4a|mpeg)$/, maxBytes: 200 * megabyte },
}

/** Why a bubble's files cannot be shown; null when they can. */
export async function whatIsWrong(bubble: JsonObject): Promise<string | null> {
  const original = originals[String(bubble.type)]
  if (original === undefined) return null
  const wrong = await fetchAs(String(bubble.originalContentUrl), original)
  if (wrong !== null || bubble.previewImageUrl === undefined) return wrong
  const small = await fetchAs(String(bubble.previewImageUrl), preview)
  return small === null ? null : `preview: ${small}`
}

async function fetchAs(url: string, { types, maxBytes }: Wanted): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    const { byteLength } = await response.arrayBuffer()
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    if (response.status !== 200) return `HTTP ${response.status}`
    if (!types.test(type)) return `of type ${type}`
    return byteLength > maxBytes ? `of ${byteLength} bytes` : null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
