import { type Agent, decide, takeOn } from '@fairlead/engine'

const noon = Date.parse('2030-01-07T12:00:00Z')
const fiveAtMost = { scope: 'agent', max: 5, load: 4 } as const

const team: readonly Agent[] = [
  { ...agent('ana'), load: 4, limits: [fiveAtMost], lastAssignedAt: noon - 60_000 },
  { ...agent('ben'), load: 1, lastAssignedAt: noon - 30_000 },
  { ...agent('cem'), presence: 'offline' },
]
const waiting = ['c1', 'c2', 'c3'].map((conversationId, index) => ({
  conversationId,
  channelId: 'web',
  waitingSince: noon - (10 - index) * 60_000,
  priority: 'normal' as const,
  weight: 1,
  tried: conversationId === 'c3' ? ['ben'] : [],
}))
const policy = { strategy: 'round_robin', onlineOnly: true, assignWhenBusy: false } as const

let agents = team
for (const decision of decide({ now: noon, policy, agents, waiting })) {
  const conversation = waiting.find(({ conversationId }) => conversationId === decision.conversationId)!

  if (decision.kind === 'assigned') {
    console.log(`${decision.conversationId} goes to ${decision.agentId}: ${decision.reason}`)
    agents = agents.map((each) =>
      each.id === decision.agentId ? takeOn(each, conversation, decision.assignedAt) : each,
    )
  } else {
    console.log(`${decision.conversationId} waits at ${decision.position}:`, decision.reason, decision.excluded)
  }
}
console.log(agents.map(({ id, load }) => `${id} holds ${load}`).join(', '))

function agent(id: string): Agent {
  return {
    id,
    presence: 'online',
    isDeactivated: false,
    isExcluded: false,
    limits: [],
    load: 0,
    lastAssignedAt: null,
  }
}
