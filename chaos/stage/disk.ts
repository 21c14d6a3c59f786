import { execFile } from 'node:child_process'
import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { atExit, unmount } from './signal.ts'

const run = promisify(execFile)

/** A folder with room for only so much: a file system of its own, for which one has to be root. */
export class Disk {
  readonly folder: string
  readonly isLimited: boolean
  readonly #filler: string
  readonly #callOff: () => void

  private constructor(folder: string, isLimited: boolean) {
    this.folder = folder
    this.isLimited = isLimited
    this.#filler = path.join(folder, 'filler')
    this.#callOff = isLimited ? atExit(() => unmount(folder)) : () => undefined
  }

  /** Where it cannot be mounted it is an ordinary folder, which nobody fills. */
  static async make(folder: string, megabytes: number): Promise<Disk> {
    await mkdir(folder, { recursive: true, mode: 0o711 })
    const isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', folder]).then(
      () => true,
      () => false,
    )
    return new Disk(folder, isMounted)
  }

  /** Until not a byte is left. */
  async fill(): Promise<void> {
    if (!this.isLimited) return
    await using file = await open(this.#filler, 'a', 0o600)
    for (let size = 4 * 1024 * 1024; size >= 512; ) {
      try {
        const { bytesWritten } = await file.write(Buffer.alloc(size))
        if (bytesWritten < size) size = size >> 2
      } catch {
        size = size >> 2
      }
    }
  }

  async empty(): Promise<void> {
    await rm(this.#filler, { force: true })
  }

  async remove(): Promise<void> {
    this.#callOff()
    if (this.isLimited) unmount(this.folder)
    await rm(this.folder, { recursive: true, force: true })
  }
}
