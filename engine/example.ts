import { type Agent, decide, type Policy, takeOn, type Waiting } from '@fairlead/engine'

const noon = Date.parse('2030-01-07T12:00:00Z')
const minute = 60_000

const policy: Policy = {
  strategy: 'round_robin',
  onlineOnly: true,
  assignWhenBusy: false,
  boosts: { urgent: 1440, high: 60, normal: 0, low: -60 },
  deadlineNearMinutes: 15,
  owner: { waitMinutes: 5, overLimit: 'respect' },
  previous: null,
  skillRelaxMinutes: 10,
  pace: { max: 20, minutes: 60 },
  overflow: null,
}
const team: readonly Agent[] = [
  agent('ana', { load: 4, limits: [{ scope: 'agent', max: 5, load: 4 }], lastAssignedAt: noon - minute }),
  agent('ben', { load: 1, lastAssignedAt: noon - minute / 2 }),
  agent('cem', { presence: 'offline', skills: ['french'] }),
]
const queue: readonly Waiting[] = [
  waiting('c1', 10),
  waiting('c2', 9),
  waiting('c3', 8, { tried: ['ben'] }),
  waiting('c4', 7, { skills: ['french'] }),
  waiting('c5', 2, { ownerId: 'cem' }),
]

let agents = team
for (const decision of decide({ now: noon, policy, agents, waiting: queue })) {
  const { conversationId, lookAgainAt } = decision

  if (decision.kind === 'assigned') {
    const conversation = queue.find((each) => each.conversationId === conversationId)!
    console.log(`${conversationId} goes to ${decision.agentId}: ${decision.reason}`)
    agents = agents.map((each) => (each.id === decision.agentId ? takeOn(each, conversation, decision) : each))
  } else {
    const again = lookAgainAt === null ? '' : `; look again in ${(lookAgainAt - noon) / minute} minutes`
    console.log(`${conversationId} stays at ${decision.position}: ${decision.reason}${again}`, decision.excluded)
  }
}
console.log(agents.map(({ id, load }) => `${id} holds ${load}`).join(', '))

function agent(id: string, facts: Partial<Agent>): Agent {
  return {
    id,
    presence: 'online',
    isDeactivated: false,
    isExcluded: false,
    isInHours: true,
    limits: [],
    load: 0,
    lastAssignedAt: null,
    tier: 1,
    weight: 1,
    weightedTurn: null,
    skills: [],
    recentTurns: [],
    wrapUpUntil: null,
    ...facts,
  }
}

function waiting(conversationId: string, minutes: number, facts: Partial<Waiting> = {}): Waiting {
  return {
    conversationId,
    channelId: 'web',
    waitingSince: noon - minutes * minute,
    queuedAt: noon - minutes * minute,
    priority: 'normal',
    deadlineAt: null,
    weight: 1,
    skills: [],
    ownerId: null,
    previousId: null,
    tried: [],
    canOverflow: true,
    ...facts,
  }
}
