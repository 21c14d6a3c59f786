import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../scripts/demo/random.ts'

/** What was done for whoever asked with a key, however often they asked. */
type Order = Readonly<{ key: string; number: string; body: string }>

/**
 * A system that workflows ask and tell. It knows a key that it has seen, as it should; it is often out of order, slow, or
 * does what was asked without a word.
 */
export class OtherSystem {
  readonly orders = new Map<string, Order>()
  /** How often each was told, by its delivery. */
  readonly told = new Map<string, number>()
  /** How often somebody asked with a key that was known. */
  repeated = 0
  readonly #random: Random
  #isWell = false
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy())
  })

  private constructor(random: Random) {
    this.#random = random
  }

  static async open(random: Random): Promise<OtherSystem> {
    const system = new OtherSystem(random)
    system.#server.listen(0, '127.0.0.1')
    await once(system.#server, 'listening')
    return system
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  heal(): void {
    this.#isWell = true
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const trouble = this.#isWell ? 1 : this.#random.between(0, 1)
    if (trouble < 0.12) return void response.writeHead(503).end()
    if (trouble < 0.18) return void response.destroy()
    const answer = this.#take(request, body)
    if (trouble < 0.3) return void response.destroy()
    if (trouble < 0.36) await sleep(2500)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }

  #take({ url, headers }: IncomingMessage, body: string): object {
    if (url !== '/orders') {
      const delivery = String(headers['fairlead-delivery'])
      this.told.set(delivery, (this.told.get(delivery) ?? 0) + 1)
      return {}
    }
    const key = String(headers['idempotency-key'])
    if (this.orders.has(key)) this.repeated += 1
    const order = this.orders.get(key) ?? { key, number: `A${this.orders.size + 1}`, body }
    this.orders.set(key, order)
    return { order: { number: order.number } }
  }
}
