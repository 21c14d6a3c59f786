import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fleet } from './fleet.ts'

/** What becomes of the next webhook that the provider sends. */
export type DoorFault = 'twice' | 'unheard' | Readonly<{ lateMs: number }>

/** Where the provider's webhooks come in: hands them to the servers, and may be told to disturb one. */
export class Door {
  readonly #fleet: Fleet
  readonly #tellTaken: (body: string) => void
  readonly #faults: DoorFault[] = []
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy())
  })

  private constructor(fleet: Fleet, tellTaken: (body: string) => void) {
    this.#fleet = fleet
    this.#tellTaken = tellTaken
  }

  /** `tellTaken` hears the body of every webhook that a server answered for. */
  static async open(fleet: Fleet, port: number, tellTaken: (body: string) => void): Promise<Door> {
    const door = new Door(fleet, tellTaken)
    door.#server.listen(port, '127.0.0.1')
    await once(door.#server, 'listening')
    return door
  }

  disturbNext(fault: DoorFault): void {
    this.#faults.push(fault)
  }

  heal(): void {
    this.#faults.length = 0
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request
    const body = method === 'GET' ? null : new Uint8Array(await buffer(request))
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) => (hopByHop.has(name) ? [] : [[name, String(value)]])),
    )
    const pass = async () => {
      const answer = await this.#fleet.fetch(url, { method, headers, body, isRepeatable: true })
      if (answer.ok && body !== null) this.#tellTaken(Buffer.from(body).toString())
      return answer
    }
    const fault = method === 'POST' ? this.#faults.shift() : undefined

    if (typeof fault === 'object') await sleep(fault.lateMs)
    const twin = fault === 'twice' ? pass().catch(() => null) : null
    const answer = await pass()
    await twin
    const text = await answer.text()
    // It was taken, and the provider does not hear of it.
    if (fault === 'unheard') response.destroy()
    else response.writeHead(answer.status).end(text)
  }
}

// What is between the two ends of one connection.
const hopByHop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect'])
