import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'

export type StoredFile = Readonly<{ id: string; type: string; bytes: Uint8Array }>

const dayMs = 24 * 60 * 60_000

/** Media by id. What an address leads to can be read for a day. */
export class Files {
  readonly #clock: Clock
  readonly #files = new Map<string, StoredFile>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(type: string, bytes: Uint8Array): StoredFile {
    const file = { id: `v0f044gc0000${randomBytes(8).toString('hex')}`, type, bytes }
    this.#files.set(file.id, file)
    return file
  }

  get(id: string): StoredFile | null {
    return this.#files.get(id) ?? null
  }

  addressOf({ id }: StoredFile, baseUrl: string): string {
    const expires = String(Math.floor((this.#clock.now() + dayMs) / 1000))
    return `${baseUrl}/media/${id}?${new URLSearchParams({ expires, sign: signed(id, expires) })}`
  }

  /** The file an address leads to; null when it has expired or was never given out. */
  at(path: string, query: URLSearchParams): StoredFile | null {
    const id = path.slice('/media/'.length)
    const expires = query.get('expires') ?? ''
    const isGood = query.get('sign') === signed(id, expires) && Number(expires) * 1000 > this.#clock.now()
    return isGood ? this.get(id) : null
  }
}

function signed(id: string, expires: string): string {
  return createHash('sha256').update(`address ${id} ${expires}`).digest('hex').slice(0, 24)
}
