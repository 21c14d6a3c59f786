import type { Medium } from './world.ts'

export type Fetched = Readonly<{ files: readonly Omit<Medium, 'sid'>[]; error: number | null }>

const maxTotal = 5 * 1024 * 1024
const accepted = /^(image|audio|video)\/|^(text\/(vcard|x-vcard|csv|rtf|calendar|plain)|application\/(pdf|vcard))$/

/** Brings in the files of a message as Twilio does: without credentials, and with an error when they are not to be had. */
export async function fetchMedia(urls: readonly string[]): Promise<Fetched> {
  const files: Omit<Medium, 'sid'>[] = []
  for (const url of urls) {
    const file = await download(url)
    if (typeof file === 'number') return { files, error: file }
    files.push(file)
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
  return { files, error: total > maxTotal ? 11751 : null }
}

async function download(url: string): Promise<Omit<Medium, 'sid'> | number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    if (response.status !== 200) return 11200
    return accepted.test(type) ? { type, bytes } : 12300
  } catch {
    return 11200
  }
}
