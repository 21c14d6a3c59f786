/** What a stream has heard: its numbers must follow one another. */
export class Account {
  last: number
  received = 0
  /** Numbers passed over. */
  lost = 0
  /** Numbers that came again. */
  doubled = 0
  #rest: Buffer | null = null

  constructor(last: number) {
    this.last = last
  }

  /** Reads what came, in whatever pieces; tells of each event by its number and where it stands. */
  hear(bytes: Buffer, onEvent: (sequence: number, buffer: Buffer, start: number) => void): void {
    const buffer = this.#rest === null ? bytes : Buffer.concat([this.#rest, bytes])
    let at = 0
    for (;;) {
      const start = buffer.indexOf('id: ', at)
      const end = start < 0 ? -1 : buffer.indexOf('\n\n', start)
      if (end < 0) break
      const sequence = numberAt(buffer, start + 4)
      this.#count(sequence)
      onEvent(sequence, buffer, start)
      at = end + 2
    }
    // The buffer is used again for what comes next.
    this.#rest = at === buffer.length ? null : Buffer.from(buffer.subarray(at))
  }

  /** The connection broke: half an event is no event. */
  forget(): void {
    this.#rest = null
  }

  #count(sequence: number): void {
    if (sequence <= this.last) {
      this.doubled += 1
      return
    }
    this.lost += sequence - this.last - 1
    this.received += 1
    this.last = sequence
  }
}

function numberAt(buffer: Buffer, start: number): number {
  let value = 0
  for (let at = start; buffer[at]! >= 48 && buffer[at]! <= 57; at += 1) value = 10 * value + buffer[at]! - 48
  return value
}
