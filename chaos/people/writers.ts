import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../scripts/demo/random.ts'
import { count } from '../ledger.ts'
import { say, writerOf } from './words.ts'
import { customersOf, type Provider, type World } from './world.ts'

/** Customers of all the other providers, through their stand-ins, each one message after another. */
export function liveAsWriters(world: World): Promise<void>[] {
  return world.providers.flatMap((provider) =>
    Array.from({ length: customersOf.others }, (_, index) => write(world, provider, world.random.fork(), index)),
  )
}

// The next one only when the one before was taken: the provider says it again until then, and the order is theirs.
async function write({ ledger, isOver }: World, { type, crowd }: Provider, random: Random, index: number) {
  for (let each = 0; !isOver(); each += 1) {
    await sleep(random.between(500, 4500))
    const text = say({ writer: writerOf(type, index), each })
    await crowd.write(index, text)
    while (!ledger.heard.has(text) && !isOver()) await sleep(50)
    count(ledger, `write on ${type}${ledger.heard.has(text) ? '' : ', unanswered'}`)
  }
}
