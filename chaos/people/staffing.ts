import { setTimeout as sleep } from 'node:timers/promises'
import { patchMember, postApiKey, putPresence } from '@fairlead/sdk'
import { count } from '../ledger.ts'
import type { World } from './world.ts'

/** Now and then one of the agents is deactivated, and a little later taken on again, with a new key. */
export async function comeAndGo({ owner, agents, ledger, random, isOver }: World): Promise<void> {
  const { client } = owner
  const own = random.fork()
  while (!isOver()) {
    await sleep(own.between(3000, 10_000))
    const who = own.pick(agents)
    const restMs = own.between(500, 5000)
    if (who === undefined || isOver()) return
    const params = { id: who.memberId }
    const change = async (isDeactivated: boolean) => {
      await client.call(patchMember, { params, body: { isDeactivated } })
      const value = isDeactivated ? 'deactivated' : 'active'
      ledger.deeds.push({ what: 'employ', memberId: owner.memberId, subjectId: who.memberId, value })
      count(ledger, value)
    }
    await insist(() => change(true))
    await sleep(restMs)
    // Everybody is back at the end, however long it takes.
    await insist(() => change(false))
    who.enter((await insist(() => client.call(postApiKey, { body: { name: 'again', memberId: who.memberId } }))).key)
    await insist(() => client.call(putPresence, { params, body: { presence: 'online' } }))
  }
}

// What is done already is done again without harm.
async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act()
    } catch {
      await sleep(300)
    }
  }
}
