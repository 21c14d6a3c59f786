import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import { AppError } from '../errors.ts'
import { type Encoding, encodingOf } from './encoding.ts'

const types: ReadonlyMap<string, string> = new Map(
  Object.entries({
    html: 'text/html; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    svg: 'image/svg+xml',
    png: 'image/png',
    ico: 'image/x-icon',
    woff2: 'font/woff2',
    json: 'application/json',
    webmanifest: 'application/manifest+json',
    txt: 'text/plain; charset=utf-8',
  }),
)
const compressible: ReadonlySet<string> = new Set(['html', 'js', 'css', 'svg', 'json', 'webmanifest', 'txt'])
const leastBytes = 512

type Bytes = Uint8Array<ArrayBuffer>
type Content = Readonly<{ bytes: Bytes; encoding: Encoding | null }>

/** The built app and widget, kept in memory: a few files that do not change while we run. */
export class StaticFiles {
  readonly #folders: Readonly<Record<string, string>>
  readonly #brotliQuality: number
  readonly #cache = new Map<string, StoredFile>()

  /** Folders by the name that paths begin with. */
  constructor(folders: Readonly<Record<string, string>>, brotliQuality = 11) {
    this.#folders = folders
    this.#brotliQuality = brotliQuality
  }

  /** Changes whenever one of these files does, for addresses that browsers keep for ever. */
  async version(...names: readonly string[]): Promise<string> {
    const files = await Promise.all(names.map((name) => this.#read(name)))
    return files.map((file) => file?.hash.slice(0, 6) ?? '0').join('')
  }

  /** @throws {AppError} `not_found` */
  async serve(
    c: Context,
    name: string,
    options: { isImmutable?: boolean; maxAgeSeconds?: number } = {},
  ): Promise<Response> {
    const file = await this.#read(name)
    if (!file) throw new AppError('not_found')
    const { bytes, encoding } = await file.content(c.req.header('accept-encoding'))
    const headers = {
      'content-type': file.type,
      // Each form of a file has a name of its own, as caches in between ask for.
      etag: `"${file.hash}${encoding === null ? '' : `.${encoding}`}"`,
      'cache-control': options.isImmutable
        ? 'public, max-age=31536000, immutable'
        : `public, max-age=${options.maxAgeSeconds ?? 0}, must-revalidate`,
      ...(file.isCompressible ? { vary: 'accept-encoding' } : {}),
    }
    if (file.isKnown(c.req.header('if-none-match'))) return c.body(null, 304, headers)
    return c.body(bytes, 200, { ...headers, ...(encoding === null ? {} : { 'content-encoding': encoding }) })
  }

  async has(name: string): Promise<boolean> {
    return (await this.#read(name)) !== null
  }

  async #read(name: string): Promise<StoredFile | null> {
    const cached = this.#cache.get(name)
    if (cached !== undefined) return cached
    const file = await this.#load(name)
    // Only what exists is kept, or strangers could fill the memory with names.
    if (file) this.#cache.set(name, file)
    return file
  }

  async #load(name: string): Promise<StoredFile | null> {
    const [root = '', ...rest] = name.split('/')
    const folder = Object.hasOwn(this.#folders, root) ? this.#folders[root] : undefined
    if (folder === undefined) return null
    const path = normalize(join(folder, ...rest))
    if (!path.startsWith(folder + sep)) return null
    try {
      return new StoredFile(new Uint8Array(await readFile(path)), path.split('.').at(-1) ?? '', this.#brotliQuality)
    } catch {
      return null
    }
  }
}

/** A file, and what it becomes when it is compressed: at the first wish for it, and once. */
class StoredFile {
  readonly hash: string
  readonly type: string
  readonly isCompressible: boolean
  readonly #bytes: Bytes
  readonly #brotliQuality: number
  #gzip: Promise<Bytes> | null = null
  #brotli: Bytes | null = null

  constructor(bytes: Bytes, extension: string, brotliQuality: number) {
    this.#bytes = bytes
    this.#brotliQuality = brotliQuality
    this.hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
    this.type = types.get(extension) ?? 'application/octet-stream'
    this.isCompressible = compressible.has(extension) && bytes.length >= leastBytes
  }

  async content(acceptEncoding: string | undefined): Promise<Content> {
    const wanted = this.isCompressible ? encodingOf(acceptEncoding, ['br', 'gzip']) : null
    if (wanted === 'br' && this.#brotli !== null) return { bytes: this.#brotli, encoding: 'br' }
    // Brotli takes a second for the largest; the first to come need not wait for it.
    if (wanted === 'br' && encodingOf(acceptEncoding, ['gzip']) === null) {
      return { bytes: await this.#prepare(), encoding: 'br' }
    }
    if (wanted === null) return { bytes: this.#bytes, encoding: null }
    this.#gzip ??= inGzip(this.#bytes).finally(() => void this.#prepare())
    return { bytes: await this.#gzip, encoding: 'gzip' }
  }

  isKnown(ifNoneMatch: string | undefined): boolean {
    const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
    return tags.some((tag) => ['', '.gzip', '.br'].some((form) => tag === `"${this.hash}${form}"`))
  }

  async #prepare(): Promise<Bytes> {
    this.#brotli ??= await inBrotli(this.#bytes, this.#brotliQuality)
    return this.#brotli
  }
}

async function inGzip(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await promisify(gzip)(bytes, { level: 9 }))
}

async function inBrotli(bytes: Bytes, quality: number): Promise<Bytes> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return new Uint8Array(await promisify(brotliCompress)(bytes, { params }))
}
