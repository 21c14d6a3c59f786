import type { Event } from '@fairlead/sdk'
import { eventOf } from './frame.ts'
import type { Interest, Reader } from './reader.ts'
import type { Piece } from './recent.ts'

/** Events of interest, and how far in the log they lead; sometimes none, when only the cursor has moved. */
export type Batch = Readonly<{ events: readonly Event[]; cursor: number }>

const mostWaiting = 500

/** A reader within the process. Nothing is read ahead for it beyond a little. */
export class Subscription implements Reader {
  readonly interest: Interest | null
  readonly memberId = null
  readonly pass = null
  readonly #onRoom: () => void
  readonly #onDrop: (reader: Reader) => void
  cursor: number
  #told: number
  #waiting: Event[] = []
  #isEnded = false
  #isBeaten = false
  #wake: (() => void) | null = null

  constructor(
    cursor: number,
    interest: Interest | null,
    { onRoom, onDrop }: { onRoom: (reader: Reader) => void; onDrop: (reader: Reader) => void },
  ) {
    this.cursor = cursor
    this.interest = interest
    this.#told = cursor
    this.#onRoom = () => onRoom(this)
    this.#onDrop = onDrop
  }

  get isFull(): boolean {
    return this.#isEnded || this.#waiting.length >= mostWaiting
  }

  take({ frames }: Piece): void {
    for (const frame of frames) this.#waiting.push(eventOf(frame))
    this.#wake?.()
  }

  drop(): void {
    if (this.#isEnded) return
    this.#onDrop(this)
    this.end()
  }

  beat(): void {
    this.#isBeaten = true
    this.#wake?.()
  }

  end(): void {
    this.#isEnded = true
    this.#wake?.()
  }

  async *read(): AsyncGenerator<Batch> {
    while (!this.#isEnded) {
      if (this.#waiting.length > 0) {
        const events = this.#waiting
        this.#waiting = []
        this.#told = events.at(-1)!.sequence
        this.#onRoom()
        yield { events, cursor: this.#told }
      } else if (this.#isBeaten && this.#told < this.cursor) {
        this.#told = this.cursor
        yield { events: [], cursor: this.cursor }
      } else {
        this.#isBeaten = false
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        this.#wake = null
      }
    }
  }
}
