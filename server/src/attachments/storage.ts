import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '../db/id.ts'
import { AppError } from '../errors.ts'

/** What tells the type of a file, and the size of a picture. */
const headBytes = 256 * 1024

export type Stored = Readonly<{ size: number; head: Uint8Array }>

/** Files of attachments in the data folder, named by our own ids only. */
export class Storage {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'attachments')
  }

  /**
   * Streams to a temporary name, makes it durable, then renames: a file that is there is whole.
   * @throws {AppError} `attachment_too_large` as soon as `maxBytes` is passed; nothing is kept then.
   */
  async write(workspaceId: string, id: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Stored> {
    const path = this.#path(workspaceId, id)
    const temporary = `${path}.${newId()}.part`
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(temporary, 'wx', 0o600)
    let size = 0
    const head: Uint8Array[] = []
    try {
      for await (const chunk of bytes) {
        if (size < headBytes) head.push(chunk.subarray(0, headBytes))
        size += chunk.byteLength
        if (size > maxBytes) {
          throw new AppError('attachment_too_large', {
            detail: `The file is larger than ${Math.floor(maxBytes / 1e6)} MB.`,
          })
        }
        await file.writeFile(chunk)
      }
      await file.sync()
      await file.close()
      await rename(temporary, path)
    } catch (error) {
      await file.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
    return { size, head: Buffer.concat(head).subarray(0, headBytes) }
  }

  read(workspaceId: string, id: string, range?: { start: number; end: number }): NodeJS.ReadableStream {
    return createReadStream(this.#path(workspaceId, id), range)
  }

  async size(workspaceId: string, id: string): Promise<number | null> {
    return stat(this.#path(workspaceId, id)).then(
      ({ size }) => size,
      () => null,
    )
  }

  /**
   * The same bytes under another name, with a life of its own: by a link, where the disk has such. Answers whether they
   * are there; again changes nothing.
   */
  async copy(workspaceId: string, from: string, to: string): Promise<boolean> {
    const [source, path] = [this.#path(workspaceId, from), this.#path(workspaceId, to)]
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    try {
      await link(source, path)
      return true
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      if (code === 'EEXIST') return true
      if (code === 'ENOENT') return false
      const temporary = `${path}.${newId()}.part`
      await copyFile(source, temporary)
      await rename(temporary, path)
      return true
    }
  }

  async remove(workspaceId: string, id: string): Promise<void> {
    await rm(this.#path(workspaceId, id), { force: true })
  }

  // UUIDv7s of one day begin alike; their ends do not.
  #path(workspaceId: string, id: string): string {
    return join(this.#folder, workspaceId, id.slice(-2), id)
  }
}
