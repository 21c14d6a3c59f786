import type { StoredFile } from './files.ts'
import { invalid } from './refusal.ts'
import type { BusinessAccount } from './world.ts'

const MEGABYTE = 1024 * 1024

const instagramTypes = {
  image: /^image\/(jpeg|png)$/,
  audio: /^audio\/(aac|mp4|x-m4a|m4a|wav|x-wav|wave)$|^video\/mp4$/,
  video: /^video\/(mp4|ogg|x-msvideo|avi|quicktime|webm)$/,
  file: /^application\/pdf$/,
} as const

type Kind = keyof typeof instagramTypes

/** Fetches a file by its public address, as the provider does: without credentials. @throws {GraphRefusal} */
export async function fetchFile(
  url: string,
  kind: Kind,
  account: Pick<BusinessAccount, 'product'>,
): Promise<Omit<StoredFile, 'id'>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
  if (response === null || response.status !== 200) throw invalid('Failed to fetch the file from the url', 2018008)

  const bytes = new Uint8Array(await response.arrayBuffer())
  const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? ''
  requireFit(kind, type, bytes.byteLength, account)
  return { kind, type, name: new URL(url).pathname.split('/').at(-1) ?? 'file', bytes }
}

/** @throws {GraphRefusal} when a file is too large, empty, or not what it is sent as. */
export function requireFit(
  kind: Kind,
  type: string,
  size: number,
  { product }: Pick<BusinessAccount, 'product'>,
): void {
  const most = (kind === 'image' ? 8 : 25) * MEGABYTE
  if (size === 0 || size > most) throw invalid('The attachment size exceeds the allowable limit', 2018047)

  const isFit =
    product === 'instagram' ? instagramTypes[kind].test(type) : kind === 'file' || type.startsWith(`${kind}/`)
  if (!isFit) throw invalid(`The type of file ${type} is not supported as ${kind}`, 2018047)
}
