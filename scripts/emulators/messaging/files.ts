import { createHash, randomInt } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'
import { type HttpRequest, html, type Reply } from '../desk/exchange.ts'

export type StoredFile = Readonly<{ id: string; kind: string; type: string; name: string; bytes: Uint8Array }>

const DAY_MS = 24 * 60 * 60 * 1000

/** What was sent and uploaded. Addresses say themselves who may fetch, without a token, and are good for a day. */
export class Files {
  readonly #clock: Clock
  readonly #files = new Map<string, StoredFile>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(file: Omit<StoredFile, 'id'>): StoredFile {
    const stored = { ...file, id: `18${String(randomInt(1e14)).padStart(14, '0')}` }
    this.#files.set(stored.id, stored)
    return stored
  }

  get(id: string): StoredFile | null {
    return this.#files.get(id) ?? null
  }

  addressOf({ id, name }: StoredFile, baseUrl: string): string {
    const expires = Math.floor((this.#clock.now() + DAY_MS) / 1000).toString(16)
    return `${baseUrl}/cdn/${id}/${encodeURIComponent(name)}?oe=${expires}&oh=${hashOf(id, expires)}`
  }

  /** The bytes behind an address. The host is not Graph and answers pages, not Graph's errors. */
  download({ method, path, query, headers }: HttpRequest): Reply {
    const file = this.#files.get(path.split('/')[2] ?? '')
    const expires = query.get('oe') ?? ''
    const agent = headers.get('user-agent') ?? ''

    if (method !== 'GET') return html('Method not allowed', 405)
    if (agent === '' || agent === 'node' || agent === 'undici') return html('Forbidden', 403)
    if (file === undefined || query.get('oh') !== hashOf(file.id, expires)) return html('Bad URL hash', 403)
    if (Number.parseInt(expires, 16) * 1000 <= this.#clock.now()) return html('URL signature expired', 403)
    return { status: 200, headers: { 'content-type': file.type }, body: file.bytes }
  }
}

function hashOf(id: string, expires: string): string {
  return createHash('sha256').update(`address ${id} ${expires}`).digest('hex').slice(0, 24)
}
