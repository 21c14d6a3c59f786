import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Account } from './account.ts'

const readBuffer = Buffer.allocUnsafe(256 * 1024)
const mostPorts = 20_000

export type OnEvent = (sequence: number, buffer: Buffer, start: number) => void

let opened = 0

/** One stream over a bare connection: what reads is to cost next to nothing beside what is measured. */
export class Connection {
  readonly account: Account
  readonly #url: URL
  readonly #cookie: string
  readonly #onEvent: OnEvent
  #socket: Socket | null = null
  #status: number | null = null
  isCut = false

  constructor(url: string, cookie: string, after: number, onEvent: OnEvent) {
    this.#url = new URL(url)
    this.#cookie = cookie
    this.account = new Account(after)
    this.#onEvent = onEvent
  }

  /** Opens it where it was, and answers when the first bytes have come. */
  async open(): Promise<void> {
    opened += 1
    const socket = connect({
      host: this.#url.hostname,
      port: Number(this.#url.port),
      noDelay: true,
      // One address has too few ports for many runs.
      ...(process.platform === 'linux'
        ? { localAddress: `127.0.0.${2 + (Math.floor(opened / mostPorts) % 200)}` }
        : {}),
      onread: {
        buffer: readBuffer,
        callback: (length, buffer) => this.#hear(Buffer.from(buffer.buffer, buffer.byteOffset, length)),
      },
    })
    this.#socket = socket
    this.#status = null
    this.isCut = false
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#onOpen = resolve
    socket.on('error', reject)
    socket.on('close', () => {
      this.isCut = true
      this.account.forget()
      reject(new Error(`the stream was closed, status ${this.#status}`))
    })
    await Promise.race([once(socket, 'connect'), promise])
    socket.write(
      `GET /api/v1/events HTTP/1.1\r\nHost: ${this.#url.host}\r\nAccept: text/event-stream\r\n` +
        `Cookie: ${this.#cookie}\r\nLast-Event-ID: ${this.account.last}\r\n\r\n`,
    )
    await promise
  }

  cut(): void {
    this.#socket?.destroy()
    this.#socket = null
  }

  #onOpen: () => void = () => undefined

  #hear(bytes: Buffer): boolean {
    const body = this.#status === null ? this.#readHead(bytes) : bytes
    if (body !== null) this.account.hear(body, this.#onEvent)
    return true
  }

  // The head comes in one piece: it is the first that the server writes, and short.
  #readHead(bytes: Buffer): Buffer | null {
    this.#status = Number(bytes.toString('latin1', 9, 12))
    if (this.#status === 200) {
      this.#onOpen()
      return bytes.subarray(bytes.indexOf('\r\n\r\n') + 4)
    } else {
      this.#socket?.destroy()
      return null
    }
  }
}
