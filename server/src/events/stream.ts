import type { Reader } from './reader.ts'
import type { Piece } from './recent.ts'

/** A reader for whom this much waits is given nothing more until it has taken it. */
export const mostWaitingBytes = 256 * 1024

const beat = Buffer.from(': beat\n\n')

/** Where the bytes of one stream go. */
export interface Outlet {
  /** What was written and not taken yet. */
  readonly waitingBytes: number
  write(bytes: Buffer): void
  /** After everything written. */
  end(): void
  /** At once. */
  destroy(): void
}

/** What lets a reader in, asked again from time to time: for all who have the same `check` together. */
export interface Pass<Holder = unknown> {
  readonly holder: Holder
  check(holders: readonly Holder[]): Promise<readonly boolean[]>
}

/** Something open that says every 20 seconds that it lives. */
export interface OpenStream {
  readonly pass: Pass | null
  beat(): void
  /** `retryMs`: when to come again. */
  end(retryMs?: number): void
}

type Options = Readonly<{
  outlet: Outlet
  cursor: number
  interest: Reader['interest']
  memberId: string | null
  pass: Pass | null
  onDrop: (stream: Stream) => void
  onEnd: () => void
}>

/** A reader over the wire: it has a cursor, and an outlet that fills up when it does not read. */
export class Stream implements Reader, OpenStream {
  readonly interest: Reader['interest']
  readonly memberId: string | null
  readonly pass: Pass | null
  readonly #outlet: Outlet
  readonly #onDrop: Options['onDrop']
  readonly #onEnd: () => void
  cursor: number
  #told: number
  #waitedBytes = 0
  #isEnded = false

  constructor({ outlet, cursor, interest, memberId, pass, onDrop, onEnd }: Options) {
    this.#outlet = outlet
    this.cursor = cursor
    this.interest = interest
    this.memberId = memberId
    this.pass = pass
    this.#told = cursor
    this.#onDrop = onDrop
    this.#onEnd = onEnd
  }

  get isFull(): boolean {
    return this.#isEnded || this.#outlet.waitingBytes > mostWaitingBytes
  }

  get waitingBytes(): number {
    return this.#outlet.waitingBytes
  }

  take(piece: Piece): void {
    this.#told = piece.upTo
    this.#outlet.write(piece.joined())
  }

  /** Writes what is no event. Whoever does not take more now goes without. */
  signal(frame: Buffer): void {
    if (!this.isFull) this.#outlet.write(frame)
  }

  drop(): void {
    if (this.#isEnded) return
    this.#onDrop(this)
    this.#finish()
    this.#outlet.destroy()
  }

  /** Says that the stream lives, and how far it is if that is further than what was told. */
  beat(): void {
    const { waitingBytes } = this.#outlet
    if (this.isFull) {
      // Full since the last time, and nothing taken in between.
      if (this.#waitedBytes > 0 && waitingBytes >= this.#waitedBytes) this.drop()
      this.#waitedBytes = waitingBytes
      return
    }
    this.#waitedBytes = 0
    if (this.#told < this.cursor) {
      this.#told = this.cursor
      this.#outlet.write(cursorFrame(this.cursor))
    } else {
      this.#outlet.write(beat)
    }
  }

  end(retryMs?: number): void {
    if (this.#isEnded) return
    if (retryMs !== undefined) this.#outlet.write(Buffer.from(`retry: ${retryMs}\n\n`))
    this.#finish()
    this.#outlet.end()
  }

  /** The reader has gone. */
  leave(): void {
    this.#finish()
  }

  #finish(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#onEnd()
  }
}

/** Moves a reader's cursor past what does not concern it, so that it need not look through that when it resumes. */
function cursorFrame(cursor: number): Buffer {
  return Buffer.from(`id: ${cursor}\nevent: cursor\ndata: {"cursor":${cursor}}\n\n`)
}
