// Whoever only passes by on the way down the list has not looked.
const afterMs = 250
const againAfterMs = 10_000
const typingForMs = 6_000

type Tell = Readonly<{ look(isTyping: boolean): void; leave(): void }>

/**
 * Says that somebody has a conversation open, again and again while they do, and whether they write: from the first key
 * until a moment after the last.
 */
export class Viewing {
  readonly #tell: Tell
  #again: ReturnType<typeof setInterval> | undefined
  #first: ReturnType<typeof setTimeout> | undefined
  #pause: ReturnType<typeof setTimeout> | undefined
  #isTyping = false
  #wasTold = false

  constructor(tell: Tell) {
    this.#tell = tell
  }

  begin(): void {
    if (this.#again !== undefined) return
    this.#again = setInterval(() => this.#look(), againAfterMs)
    this.#first = setTimeout(() => this.#look(), afterMs)
  }

  /** A key was pressed. */
  type(): void {
    if (this.#again === undefined) return
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => this.#become(false), typingForMs)
    this.#become(true)
  }

  /** What was written has gone. */
  rest(): void {
    clearTimeout(this.#pause)
    this.#become(false)
  }

  end(): void {
    if (this.#again === undefined) return
    clearInterval(this.#again)
    clearTimeout(this.#first)
    clearTimeout(this.#pause)
    this.#again = undefined
    this.#isTyping = false
    if (this.#wasTold) this.#tell.leave()
    this.#wasTold = false
  }

  #become(isTyping: boolean): void {
    if (this.#isTyping === isTyping) return
    this.#isTyping = isTyping
    this.#look()
  }

  #look(): void {
    clearTimeout(this.#first)
    this.#wasTold = true
    this.#tell.look(this.#isTyping)
  }
}
