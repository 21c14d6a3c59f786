import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import type { Context } from 'hono'
import { AppError } from '../errors.ts'

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

type File = Readonly<{ bytes: Uint8Array<ArrayBuffer>; etag: string; type: string }>

/** The built app and widget, kept in memory: a few files that do not change while we run. */
export class StaticFiles {
  readonly #folders: Readonly<Record<string, string>>
  readonly #cache = new Map<string, File | null>()

  /** Folders by the name that paths begin with. */
  constructor(folders: Readonly<Record<string, string>>) {
    this.#folders = folders
  }

  /** Changes whenever one of these files does, for addresses that browsers keep for ever. */
  async version(...names: readonly string[]): Promise<string> {
    const files = await Promise.all(names.map((name) => this.#read(name)))
    return files.map((file) => file?.etag.slice(1, 7) ?? '0').join('')
  }

  /** @throws {AppError} `not_found` */
  async serve(
    c: Context,
    name: string,
    options: { isImmutable?: boolean; maxAgeSeconds?: number } = {},
  ): Promise<Response> {
    const file = await this.#read(name)
    if (!file) throw new AppError('not_found')
    const headers = {
      'content-type': file.type,
      etag: file.etag,
      'cache-control': options.isImmutable
        ? 'public, max-age=31536000, immutable'
        : `public, max-age=${options.maxAgeSeconds ?? 0}, must-revalidate`,
    }
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304, headers)
    return c.body(file.bytes, 200, headers)
  }

  async has(name: string): Promise<boolean> {
    return (await this.#read(name)) !== null
  }

  async #read(name: string): Promise<File | null> {
    const cached = this.#cache.get(name)
    if (cached !== undefined) return cached
    const file = await this.#load(name)
    // Only what exists is kept, or strangers could fill the memory with names.
    if (file) this.#cache.set(name, file)
    return file
  }

  async #load(name: string): Promise<File | null> {
    const [root = '', ...rest] = name.split('/')
    const folder = Object.hasOwn(this.#folders, root) ? this.#folders[root] : undefined
    if (folder === undefined) return null
    const path = normalize(join(folder, ...rest))
    if (!path.startsWith(folder + sep)) return null
    try {
      const bytes = new Uint8Array(await readFile(path))
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
      return { bytes, etag, type: types.get(path.split('.').at(-1)!) ?? 'application/octet-stream' }
    } catch {
      return null
    }
  }
}
