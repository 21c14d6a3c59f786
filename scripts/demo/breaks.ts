import { type Presence, putPresence } from '@fairlead/sdk'
import type { SimulatedAgent } from './agent.ts'
import type { Pace } from './pace.ts'
import type { Random } from './random.ts'
import type { Screen } from './screen.ts'

/** Sends one agent after another away for a while: `busy` finishes what they have, `offline` leaves it lying. */
export async function takeBreaks(agents: readonly SimulatedAgent[], random: Random, pace: Pace, screen: Screen) {
  for (;;) {
    await pace.wait(random.between(40, 90))
    const agent = random.pick(agents.filter(({ isGone }) => !isGone))
    const presence = random.pick(['busy', 'offline'] as const)
    const seconds = random.between(20, 45)
    if (agent === undefined) continue

    await choose(agent, presence)
    agent.isAway = presence === 'offline'
    await pace.wait(seconds)
    agent.isAway = false
    await choose(agent, 'online')
  }

  async function choose({ colleague: { client, memberId, name } }: SimulatedAgent, presence: Presence): Promise<void> {
    const { signal } = pace
    try {
      await client.call(putPresence, { params: { id: memberId }, body: { presence }, signal })
      screen.say(`${name} is ${presence}`)
    } catch (error) {
      if (!signal.aborted) screen.complain(`${name} could not become ${presence}`, error)
    }
  }
}
