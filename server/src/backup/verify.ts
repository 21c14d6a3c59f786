import { text } from 'node:stream/consumers'
import { type Entry, readArchive } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { type End, endName, endSchema, type Manifest, manifestName, manifestSchema, secretName } from './manifest.ts'

export type Verified = Readonly<{ manifest: Manifest; end: End; secret: string | null }>

/** Reads the whole file, and throws unless every byte of it is as it was written. */
export async function verify(file: string): Promise<Verified> {
  try {
    return await readAll(file)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BackupError(`${file} is not a whole backup: ${reason}. Nothing was changed.`, { cause })
  }
}

async function readAll(file: string): Promise<Verified> {
  let manifest: Manifest | null = null
  let end: End | null = null
  let secret: string | null = null

  for await (const entry of readArchive(file)) {
    if (manifest === null) {
      if (entry.name !== manifestName) throw new Error('it does not begin with a manifest')
      manifest = manifestSchema.parse(await readJson(entry))
    } else if (entry.name === secretName) {
      secret = await text(entry.body)
    } else if (entry.name === endName) {
      end = endSchema.parse(await readJson(entry))
      if (end.sha256 !== entry.sha256) throw new Error('its checksum is another one')
    } else {
      if (end !== null) throw new Error('something stands behind its end')
      for await (const _ of entry.body);
    }
  }
  if (manifest === null || end === null) throw new Error('the file ends too early')
  return { manifest, end, secret }
}

async function readJson(entry: Entry): Promise<unknown> {
  return JSON.parse(await text(entry.body))
}
