/**
 * A backup is a tar file compressed with Zstandard, so that any tar opens it. Sizes stand before contents there, so what
 * has no size yet (a table) comes in parts. A SHA-256 goes over all names, sizes and contents, in order; what stands
 * between and behind them, and the entry that says the SHA-256, is under Zstandard's own checksum.
 */
import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'

export type Entry = Readonly<{
  name: string
  size: number
  /** The checksum of everything before this entry. */
  sha256: string
  /** To be read to its end before the next entry is asked for. */
  body: AsyncIterable<Buffer>
}>

const block = 512

export class ArchiveWriter {
  readonly #pack = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } })
  readonly #hash = createHash('sha256')
  readonly #written: Promise<void>

  /** Nobody else may read the file, and none that is there is overwritten. */
  constructor(file: string) {
    this.#written = pipeline(this.#pack, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
    this.#written.catch(() => undefined)
  }

  /** The checksum of everything so far. */
  get sha256(): string {
    return this.#hash.copy().digest('hex')
  }

  async add(name: string, size: number, body: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    await this.#write(headerOf(name, size))
    begin(this.#hash, name, size)
    let written = 0
    for await (const chunk of body) {
      written += chunk.length
      if (written > size) break
      this.#hash.update(chunk)
      await this.#write(chunk)
    }
    if (written !== size) throw new Error(`${name} changed its size while it was read`)
    await this.#write(Buffer.alloc(paddingOf(size)))
  }

  async end(): Promise<void> {
    await this.#write(Buffer.alloc(2 * block))
    this.#pack.end()
    await this.#written
  }

  async abort(): Promise<void> {
    this.#pack.destroy()
    await this.#written.catch(() => undefined)
  }

  async #write(bytes: Buffer): Promise<void> {
    if (!this.#pack.write(bytes)) await Promise.race([once(this.#pack, 'drain'), this.#written])
  }
}

/** The entries of a file, in order. Throws when it is no such file, or ends before its end. */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const packed = createReadStream(file)
  const unpacked = createZstdDecompress()
  const reading = pipeline(packed, unpacked)
  reading.catch(() => undefined)
  const bytes = new Bytes(unpacked[Symbol.asyncIterator]())
  const hash = createHash('sha256')
  try {
    for (;;) {
      const header = Buffer.concat(await Array.fromAsync(bytes.take(block)))
      if (header.every((byte) => byte === 0)) {
        await bytes.readToEnd()
        return
      }
      const { name, size } = parseHeader(header)
      const sha256 = hash.copy().digest('hex')
      begin(hash, name, size)
      yield { name, size, sha256, body: hashed(hash, bytes.take(size)) }
      for await (const _ of bytes.take(paddingOf(size)));
    }
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
}

function begin(hash: Hash, name: string, size: number): void {
  hash.update(`${name} ${size}\n`)
}

async function* hashed(hash: Hash, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

class Bytes {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterator<Buffer>) {
    this.#source = source
  }

  async *take(count: number): AsyncGenerator<Buffer> {
    let missing = count
    while (missing > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#source.next()
        if (next.done) throw new Error('the file ends too early')
        this.#rest = next.value
      }
      const chunk = this.#rest.subarray(0, missing)
      this.#rest = this.#rest.subarray(chunk.length)
      missing -= chunk.length
      yield chunk
    }
  }

  /** The checksum of the whole stands at its end. */
  async readToEnd(): Promise<void> {
    while (!(await this.#source.next()).done);
  }
}

// The format "ustar" of POSIX: fields at fixed places, numbers as octal text, a sum over the header itself.
function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(block)
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a name in a tar file`)
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  header.write(name, 0)
  header.write(`${octal(0o600, 8)}${octal(0, 8)}${octal(0, 8)}${octal(size, 12)}${octal(0, 12)}        0`, 100)
  header.write('ustar\x0000', 257)
  header.write(`${octal(sumOf(header), 7)} `, 148)
  return header
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const text = (start: number, end: number) => header.toString('utf8', start, end).replace(/\0.*$/s, '')
  const said = Number.parseInt(text(148, 156), 8)
  if (text(257, 262) !== 'ustar' || said !== sumOf(Buffer.from(header).fill(' ', 148, 156))) {
    throw new Error('a header is damaged')
  }
  return { name: text(0, 100), size: Number.parseInt(text(124, 136), 8) }
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0)
}

function paddingOf(size: number): number {
  return (block - (size % block)) % block
}
