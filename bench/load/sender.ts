import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { readAnswer } from './read-answer.ts'

const answerWithinMs = 30_000

type Waiting = Readonly<{ resolve: (status: number) => void; reject: (error: Error) => void }>

/** One keep-alive connection that sends one request at a time. It comes again when the server hangs up. */
export class Sender {
  readonly #url: URL
  #socket: Socket | null = null
  #waiting: Waiting | null = null
  #read: Buffer | null = null
  #isClosed = false

  private constructor(url: URL) {
    this.#url = url
  }

  static async connect(url: string): Promise<Sender> {
    const sender = new Sender(new URL(url))
    await sender.#connect()
    return sender
  }

  /** Answers the status. Throws when there is no answer. */
  async send(request: Buffer): Promise<number> {
    if (this.#socket === null) await this.#connect()
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket?.write(request)
    })
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.destroy()
  }

  async #connect(): Promise<void> {
    const socket = connect({
      host: this.#url.hostname,
      port: Number(this.#url.port),
      noDelay: true,
      // One buffer for all that comes, and no stream around it.
      onread: {
        buffer: Buffer.allocUnsafe(64 * 1024),
        callback: (length, buffer) => this.#hear(Buffer.from(buffer.buffer, buffer.byteOffset, length)),
      },
    })
    await once(socket, 'connect')
    socket.setTimeout(answerWithinMs, () => this.#waiting && socket.destroy(new Error('no answer in time')))
    socket.on('error', (error) => this.#lose(socket, error))
    socket.on('end', () => this.#lose(socket, new Error('the server hung up')))
    socket.on('close', () => this.#lose(socket, new Error('the connection was lost')))
    this.#socket = socket
    this.#read = null
  }

  #hear(chunk: Buffer): boolean {
    const read = this.#read === null ? chunk : Buffer.concat([this.#read, chunk])
    const status = readAnswer(read)
    // The buffer is used again for what comes next.
    this.#read = status === null ? Buffer.from(read) : null
    if (status !== null) {
      const waiting = this.#waiting
      this.#waiting = null
      waiting?.resolve(status)
    }
    return true
  }

  #lose(socket: Socket, error: Error): void {
    if (this.#socket !== socket || this.#isClosed) return
    this.#socket = null
    socket.destroy()
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.reject(error)
  }
}
