/** What the demo says about itself, a line each. */
export class Screen {
  readonly #isQuiet: boolean

  constructor(isQuiet: boolean) {
    this.#isQuiet = isQuiet
  }

  show(text: string): void {
    console.log(text)
  }

  say(text: string): void {
    if (!this.#isQuiet) console.log(`${clock()} ${text}`)
  }

  complain(what: string, error: unknown): void {
    console.error(`${clock()} ${what}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8)
}
