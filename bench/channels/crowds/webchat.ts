import { setTimeout as sleep } from 'node:timers/promises'
import { postChannel } from '@fairlead/sdk'
import type { Crowd } from '../crowd.ts'
import { openGateway } from '../webchat/gateway.ts'
import { loadVisit, type Visitor } from '../webchat/visitor.ts'

/** People write on while something is on its way, but not for ever. */
const mostWaiting = 2
/** Whom nothing reaches for so long is given up on: longer than the server tells anybody to wait, and the widget does. */
const silenceMs = 120_000

/** Visitors of a website, whose widgets reach the server over a network that loses, repeats and delays. */
export async function openWebchat(): Promise<Crowd> {
  const [gateway, visit] = await Promise.all([openGateway(), loadVisit()])
  const visitors = new Map<number, Visitor>()
  let place = { base: '', directly: '' }

  const everybody = () => [...visitors.values()]
  const visitorOf = (customer: number) => {
    const visitor = visitors.get(customer) ?? visit({ name: `visitor-${customer}`, ...place })
    visitors.set(customer, visitor)
    return visitor
  }

  return {
    type: 'webchat',
    environment: {},
    async connect(client, url) {
      const { id } = await client.call(postChannel, {
        body: { type: 'webchat', name: 'Website', settings: { title: 'Harbour Outfitters' } },
      })
      gateway.lead(url)
      place = { base: `${gateway.url}/webchat/${id}/`, directly: `${url}/webchat/${id}/` }
      return id
    },
    async write(customer, text) {
      const visitor = visitorOf(customer)
      visitor.write(text)
      await untilStill(visitor, async () => visitor.waiting() <= mostWaiting)
      return { status: null }
    },
    received: () =>
      everybody().flatMap((visitor) =>
        visitor.shown().flatMap(({ direction, text }) => (direction === 'out' ? [text] : [])),
      ),
    arrivedAgain: () => everybody().reduce((sum, visitor) => sum + visitor.arrivedAgain(), 0),
    chats: () => everybody().map((visitor) => ({ messages: visitor.shown() })),
    faults: gateway.faults,
    mixWebhooks: gateway.mix,
    async settled() {
      const hasAll = async (visitor: Visitor) => visitor.waiting() === 0 && !(await visitor.lacks())
      await Promise.all(everybody().map((visitor) => untilStill(visitor, () => hasAll(visitor))))
      await gateway.settled()
    },
    async stop() {
      for (const visitor of everybody()) visitor.leave()
      await gateway.stop()
    },
  }
}

async function untilStill(visitor: Visitor, isDone: () => Promise<boolean>): Promise<void> {
  // While something waits, only its arrival is news: what is shown also grows when the same comes in for ever.
  const look = () => visitor.waiting() || -visitor.shown().length
  let before = look()
  let lastNews = performance.now()
  while (!(await isDone()) && performance.now() - lastNews < silenceMs) {
    await sleep(100)
    if (look() !== before) lastNews = performance.now()
    before = look()
  }
}
