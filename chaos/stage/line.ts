import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

type Direction = { from: Socket; to: Socket; held: Buffer[]; readyAt: number }

/**
 * The line between one server and the database: it can be cut, be slow, or swallow everything, so that each end
 * believes that the other is merely silent.
 */
export class Line {
  readonly #server: Server
  readonly #target: number
  readonly #open = new Set<Direction>()
  #delayMs = 0
  #isHole = false

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((client) => this.#join(client))
  }

  static async open(target: number): Promise<Line> {
    const line = new Line(target)
    line.#server.listen(0, '127.0.0.1')
    await once(line.#server, 'listening')
    return line
  }

  get port(): number {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the line has no port')
    return address.port
  }

  /** Both ends hear of it at once. */
  cut(): void {
    for (const { from } of this.#open) from.destroy()
  }

  slow(ms: number): void {
    this.#delayMs = ms
  }

  /** Nothing comes through any more; who is connected is not told. */
  swallow(): void {
    this.#isHole = true
  }

  /** Lets through again. What was swallowed comes late, or the connections turn out to be gone. */
  heal({ isLost = false } = {}): void {
    this.#delayMs = 0
    if (!this.#isHole) return
    this.#isHole = false
    if (isLost) this.cut()
    for (const direction of isLost ? [] : this.#open) {
      for (const chunk of direction.held.splice(0)) this.#pass(direction, chunk)
    }
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    const database = connect({ host: '127.0.0.1', port: this.#target })
    for (const socket of [client, database]) socket.setNoDelay(true)
    this.#carry(client, database)
    this.#carry(database, client)
  }

  #carry(from: Socket, to: Socket): void {
    const direction: Direction = { from, to, held: [], readyAt: 0 }
    this.#open.add(direction)
    from.on('data', (chunk: Buffer) => this.#pass(direction, chunk))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      this.#open.delete(direction)
      to.destroy()
    })
    from.on('end', () => this.#later(direction, () => to.end()))
  }

  #pass(direction: Direction, chunk: Buffer): void {
    if (this.#isHole) direction.held.push(chunk)
    else this.#later(direction, () => (this.#isHole ? direction.held.push(chunk) : direction.to.write(chunk)))
  }

  // In order, even when the line becomes faster meanwhile.
  #later(direction: Direction, act: () => void): void {
    const now = performance.now()
    direction.readyAt = Math.max(direction.readyAt, now + this.#delayMs)
    const wait = direction.readyAt - now
    if (wait <= 0) act()
    else setTimeout(() => !direction.to.destroyed && act(), wait)
  }
}
