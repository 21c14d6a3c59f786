import { createHash, randomInt } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'

export type StoredFile = Readonly<{
  id: string
  type: string
  name: string | null
  bytes: Uint8Array
  expiresAt: number
}>

const DAY_MS = 24 * 60 * 60 * 1000
const ADDRESS_MS = 5 * 60 * 1000

/** Media, by id. Addresses are good for five minutes, what customers sent for a week, what we uploaded for thirty days. */
export class Files {
  readonly #clock: Clock
  readonly #files = new Map<string, StoredFile>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(file: Pick<StoredFile, 'type' | 'name' | 'bytes'>, isFromCustomer: boolean): StoredFile {
    const id = `1${String(randomInt(1e14)).padStart(15, '0')}`
    const stored = { ...file, id, expiresAt: this.#clock.now() + (isFromCustomer ? 7 : 30) * DAY_MS }
    this.#files.set(id, stored)
    return stored
  }

  get(id: string): StoredFile | null {
    const file = this.#files.get(id)
    return file !== undefined && file.expiresAt > this.#clock.now() ? file : null
  }

  addressOf(file: StoredFile, baseUrl: string): string {
    const expires = String(Math.floor((this.#clock.now() + ADDRESS_MS) / 1000))
    const query = new URLSearchParams({ mid: file.id, ext: expires, hash: hashOf(file.id, expires) })
    return `${baseUrl}/whatsapp_business/attachments/?${query}`
  }

  /** The file an address leads to; null when the address has expired or was never given out. */
  at(query: URLSearchParams): StoredFile | null {
    const id = query.get('mid') ?? ''
    const expires = query.get('ext') ?? ''
    const isGood = query.get('hash') === hashOf(id, expires) && Number(expires) * 1000 > this.#clock.now()
    return isGood ? this.get(id) : null
  }
}

export function digest(bytes: Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(bytes).digest(encoding)
}

function hashOf(id: string, expires: string): string {
  return createHash('sha256').update(`address ${id} ${expires}`).digest('hex').slice(0, 24)
}
