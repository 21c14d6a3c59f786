import { setTimeout as sleep } from 'node:timers/promises'
import { textWebhook } from '../../e2e/stage/whatsapp-webhook.ts'
import type { Random } from '../../scripts/demo/random.ts'
import { count } from '../ledger.ts'
import { utter } from './words.ts'
import { customersOf, numberOf, type World } from './world.ts'

/** Customers who write on WhatsApp, each one message after another. */
export function liveAsCustomers(world: World): Promise<unknown>[] {
  return [
    ...Array.from({ length: customersOf.whatsapp }, (_, index) => write(world, world.random.fork(), index)),
    ...Array.from({ length: customersOf.photos }, (_, index) => sendPhotos(world, world.random.fork(), index)),
  ]
}

// The provider says it again until it is taken, and now and then twice at once.
async function write(world: World, random: Random, index: number): Promise<void> {
  const { fleet, ledger, whatsappId } = world
  const from = numberOf('whatsapp', index)
  for (let each = 0; !world.isOver(); each += 1) {
    await sleep(random.between(100, 1800))
    const providerId = `wamid.${from}.${each}`
    const { body, headers } = textWebhook({ from, id: providerId, text: utter(random, `Question ${each}`) })
    const init = { method: 'POST', body, headers }
    const path = `/webhooks/whatsapp/${whatsappId}`
    const until = { isGood: (status: number) => status === 200, isOver: world.isOver }

    const twin = random.isLikely(0.15) ? fleet.fetch(path, init).catch(() => null) : null
    const taken = await fleet.insist(path, init, until)
    await (await twin)?.body?.cancel()
    await taken?.body?.cancel()
    if (taken) ledger.webhooks.push({ providerId, from, isOrdered: true })
    count(ledger, taken ? 'write' : 'write, unanswered')
  }
}

// Through the provider's stand-in, which has the file to be fetched.
async function sendPhotos({ graph, random: _, ...world }: World, random: Random, index: number): Promise<void> {
  const customer = graph.customer(numberOf('photos', index))
  const photo = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(20_000, index)])
  while (!world.isOver()) {
    await sleep(random.between(500, 4000))
    // Whether it was taken, now or at another try, its deliveries tell at the end.
    await customer.sendImage(new Uint8Array(photo), 'Look at this')
    count(world.ledger, 'photo')
  }
}
