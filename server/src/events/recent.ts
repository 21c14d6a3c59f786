import type { Frame } from './frame.ts'

const mostFrames = 4096
const mostBytes = 8 * 1024 * 1024
const oldestMs = 60_000
/** A reader that has more than this to catch up on gets it in pieces. */
const pieceFrames = 64

export type Piece = Readonly<{ frames: readonly Frame[]; upTo: number; joined: () => Buffer }>

/**
 * The newest frames of a workspace's log, without a gap: what streams are served from, so that many of them ask the
 * database nothing. Readers at the same place share one joined chunk, and pieces end at fixed places, so that those
 * who come back from different ones soon share as well.
 */
export class Recent {
  #frames: Frame[] = []
  #bytes = 0
  #end: number
  readonly #pieces = new Map<number, Piece>()

  constructor(position: number) {
    this.#end = position
  }

  /** The sequence of the newest frame. */
  get end(): number {
    return this.#end
  }

  get isEmpty(): boolean {
    return this.#frames.length === 0
  }

  /** Whether everything after the cursor is here. */
  reaches(cursor: number): boolean {
    return cursor >= this.#end - this.#frames.length
  }

  /** Takes the next frame of the log. */
  push(frame: Frame): void {
    this.#frames.push(frame)
    this.#bytes += frame.bytes.length
    this.#end = frame.sequence
    if (this.#pieces.size > 0) this.#pieces.clear()
    if (this.#frames.length > mostFrames * 1.25 || this.#bytes > mostBytes * 1.25) this.trim()
  }

  /** Takes what comes right before from a run that leads up to here, or beyond, as far as there is room. */
  prepend(run: Recent): void {
    const start = this.#end - this.#frames.length
    const room = mostFrames - this.#frames.length
    if (room <= 0 || run.end < start || !run.reaches(start - 1)) return
    const before = run.#frames.filter(({ sequence }) => sequence <= start).slice(-room)
    this.#frames = [...before, ...this.#frames]
    this.#bytes += before.reduce((sum, { bytes }) => sum + bytes.length, 0)
    this.trim()
  }

  /** What comes next after the cursor, which has to be reached. */
  after(cursor: number): Piece {
    const known = this.#pieces.get(cursor)
    if (known) return known

    const from = this.#frames.length - (this.#end - cursor)
    const left = this.#end - cursor
    const count = left <= 2 * pieceFrames ? left : pieceFrames - (cursor % pieceFrames)
    const piece = pieceOf(this.#frames.slice(from, from + count))
    this.#pieces.set(cursor, piece)
    return piece
  }

  /** Lets go of what is more than there is room for, or old. */
  trim(): void {
    const oldest = Date.now() - oldestMs
    let count = 0
    let bytes = this.#bytes
    for (const frame of this.#frames) {
      if (this.#frames.length - count <= mostFrames && bytes <= mostBytes && frame.at >= oldest) break
      bytes -= frame.bytes.length
      count += 1
    }
    if (count === 0) return
    this.#frames = this.#frames.slice(count)
    this.#bytes = bytes
    this.#pieces.clear()
  }
}

export function pieceOf(frames: readonly Frame[]): Piece {
  let bytes: Buffer | null = null
  return {
    frames,
    upTo: frames.at(-1)!.sequence,
    joined: () => {
      bytes ??= frames.length === 1 ? frames[0]!.bytes : Buffer.concat(frames.map((frame) => frame.bytes))
      return bytes
    },
  }
}
