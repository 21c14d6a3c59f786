import { setTimeout as sleep } from 'node:timers/promises'
import { textWebhook } from '../e2e/stage/whatsapp-webhook.ts'
import { numberOf, type World } from './people/world.ts'

const everyMs = 100
const mostAtOnce = 4
const probers = 6

/** Knocks without a pause, as the provider would, and knows when it was heard. */
export class Prober {
  readonly #world: World
  readonly #successes: { beganAt: number; endedAt: number }[] = []
  readonly #say: (line: string) => void
  #atOnce = 0
  #heardAt = performance.now()

  constructor(world: World, say: (line: string) => void) {
    this.#world = world
    this.#say = say
  }

  async knock(): Promise<void> {
    for (let each = 0; !this.#world.isOver(); each += 1) {
      if (this.#atOnce < mostAtOnce) void this.#knockOnce(each)
      await sleep(everyMs)
    }
    while (this.#atOnce > 0) await sleep(50)
  }

  /** Seconds from an instant until a knock that began after it was answered; null when none was. */
  secondsUntilHeard(at: number): number | null {
    const ends = this.#successes.flatMap(({ beganAt, endedAt }) => (beganAt >= at ? [endedAt] : []))
    return ends.length === 0 ? null : (Math.min(...ends) - at) / 1000
  }

  /** Until it is heard three times more, or for so long at most. */
  async untilHeard(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs
    const enough = this.#successes.length + 3
    while (this.#successes.length < enough && performance.now() < until) await sleep(50)
  }

  async #knockOnce(each: number): Promise<void> {
    const { fleet, ledger, whatsappId } = this.#world
    const providerId = `wamid.probe.${each}`
    const from = numberOf('prober', each % probers)
    const { body, headers } = textWebhook({ from, id: providerId, text: `Anybody there? ${each}` })
    const beganAt = performance.now()
    this.#atOnce += 1
    try {
      const init = { method: 'POST', body, headers, isRepeatable: true, withinMs: 1500 }
      const answer = await fleet.fetch(`/webhooks/whatsapp/${whatsappId}`, init)
      await answer.body?.cancel()
      if (answer.status !== 200) return
      ledger.webhooks.push({ providerId, from, isOrdered: false })
      const now = performance.now()
      this.#successes.push({ beganAt, endedAt: now })
      if (now - this.#heardAt > 1000) this.#say(`heard again after ${Math.round(now - this.#heardAt)} ms`)
      this.#heardAt = now
    } catch {
      // Not heard: the next one tells for how long.
    } finally {
      this.#atOnce -= 1
    }
  }
}
