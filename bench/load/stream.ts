import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

/**
 * Reads a live event stream and keeps account of it: numbers without a gap, in order. It reads the numbers and lets the
 * rest go. Comes again where it was when the server ends it.
 */
export class EventStream {
  /** The last event that came. */
  last: number
  received = 0
  /** Numbers that were passed over. */
  missed = 0
  repeated = 0
  reconnects = 0
  readonly #url: string
  readonly #apiKey: string
  readonly #closing = new AbortController()
  #rest: Buffer = Buffer.alloc(0)

  private constructor(url: string, apiKey: string, after: number) {
    this.#url = url
    this.#apiKey = apiKey
    this.last = after
  }

  /** Follows the log from after that event. */
  static async open(options: { url: string; apiKey: string; after: number }): Promise<EventStream> {
    const stream = new EventStream(options.url, options.apiKey, options.after)
    await stream.#connect()
    return stream
  }

  close(): void {
    this.#closing.abort()
  }

  async #connect(): Promise<void> {
    const { signal } = this.#closing
    const asked = request(`${this.#url}/api/v1/events`, {
      signal,
      agent: false,
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${this.#apiKey}`,
        'last-event-id': String(this.last),
      },
    }).end()
    const [answer]: IncomingMessage[] = await once(asked, 'response')
    asked.on('error', () => undefined)
    if (answer?.statusCode !== 200) throw new Error(`the event stream answered ${answer?.statusCode}`)
    this.#rest = Buffer.alloc(0)
    answer.on('error', () => undefined)
    answer.on('data', (chunk: Buffer) => this.#read(chunk))
    answer.once('close', () => {
      if (signal.aborted) return
      this.reconnects += 1
      setTimeout(() => void this.#connect().catch(() => undefined), 100)
    })
  }

  #read(chunk: Buffer): void {
    const read = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    for (;;) {
      const end = read.indexOf('\n\n', at)
      if (end < 0) break
      // Anything else is a comment.
      if (read.toString('latin1', at, at + 4) === 'id: ')
        this.#take(Number.parseInt(read.toString('latin1', at + 4, at + 24), 10))
      at = end + 2
    }
    this.#rest = read.subarray(at)
  }

  #take(sequence: number): void {
    if (sequence <= this.last) {
      this.repeated += 1
      return
    }
    this.missed += sequence - this.last - 1
    this.received += 1
    this.last = sequence
  }
}
