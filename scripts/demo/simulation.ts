import { countConversations } from '@fairlead/sdk'
import type { GraphEmulator } from '../emulators/graph.ts'
import { type Colleague, SimulatedAgent } from './agent.ts'
import { takeBreaks } from './breaks.ts'
import { Crowd, type Doors } from './crowd.ts'
import { showExamples } from './examples.ts'
import { Pace, untilStopped } from './pace.ts'
import { Random } from './random.ts'
import type { Screen } from './screen.ts'
import { Turnstile } from './turnstile.ts'
import { openWebchat, type WebchatEntrance } from './webchat-door.ts'
import { openWhatsapp } from './whatsapp-door.ts'
import { login, type Stage } from './workspace.ts'

const summaryEverySeconds = 30

type Parts = Readonly<{ stage: Stage; graph: GraphEmulator; url: string; seed: number; pace: Pace; screen: Screen }>

/** Lets customers come and agents answer until the demo stops. */
export async function simulate({ stage, graph, url, seed, pace, screen }: Parts): Promise<void> {
  const random = new Random(seed)
  const entrances = entrancesOf(stage, url, pace)
  const crowd = new Crowd(doorsOf(entrances, graph), random.fork(), pace, screen)
  const simulated = (agent: Colleague) => new SimulatedAgent(agent, stage.teams, random.fork(), pace, screen)
  const agents = stage.agents.map(simulated)
  // The last of them never answers.
  const keyAgents = stage.keyAgents.slice(0, -1).map(simulated)

  await untilStopped(pace, async () => {
    await Promise.all([
      crowd.run(),
      ...[...agents, ...keyAgents].map((agent) => agent.run()),
      showExamples({ stage, ...entrances, random: random.fork(), screen }),
      takeBreaks(agents, random.fork(), pace, screen),
      summarize(stage, pace, screen),
    ])
  })
}

function entrancesOf({ webchat, portal }: Stage, url: string, { signal }: Pace) {
  // The server allows an address 60 and 300, however many pages it comes from.
  const shared = { sessions: new Turnstile(40), messages: new Turnstile(200), signal }
  const to = ({ id, identitySecret }: Stage['webchat']): WebchatEntrance => ({
    url: `${url}/webchat/${id}`,
    identitySecret: identitySecret ?? '',
    ...shared,
  })
  return { page: to(webchat), portal: to(portal) }
}

function doorsOf({ page }: { page: WebchatEntrance }, graph: GraphEmulator): Doors {
  return {
    webchat: (customer) => openWebchat(page, customer),
    whatsapp: async (customer) => openWhatsapp(graph, customer),
  }
}

// By the clock, not by the pace: it is read by whoever watches.
async function summarize({ owner }: Stage, { signal }: Pace, screen: Screen): Promise<void> {
  const clock = new Pace(1, signal)
  for (;;) {
    await clock.wait(summaryEverySeconds)
    try {
      const { all, waiting, mine } = await owner.client.call(countConversations, { signal })
      screen.say(`${all} open, ${waiting} of them waiting, ${mine} yours (${login.email}, password ${login.password})`)
    } catch (error) {
      if (!signal.aborted) screen.complain('Cannot count the conversations', error)
    }
  }
}
