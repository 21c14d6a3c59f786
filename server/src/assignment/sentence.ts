import type { Decision } from '@fairlead/engine'

/** One sentence that says why, for a person who has never heard of strategies. */
export function sentenceFor(decision: Decision, nameOf: (agentId: string) => string): string {
  if (decision.kind === 'assigned') {
    const name = nameOf(decision.agentId)
    switch (decision.reason) {
      case 'only_candidate':
        return `${name} was the only one who could take it.`
      case 'longest_since_last':
        return `It was ${name}’s turn: longest since the last one.`
      case 'lowest_load':
        return `${name} had the fewest open conversations (${decision.load}).`
      case 'tie_longest_since_last':
        return `${name} had the fewest open conversations (${decision.load}), and the longest since the last one.`
      case 'tie_id':
        return `${name} stood level with others, and came first by a fixed order.`
      default:
        return decision satisfies never
    }
  } else {
    switch (decision.reason) {
      case 'manual_strategy':
        return 'People pick in this team: nobody is assigned automatically.'
      case 'no_members':
        return 'The team has no members.'
      case 'nobody_eligible':
        return `Nobody could take it: ${describeExclusions(decision.excluded)}.`
      default:
        return decision satisfies never
    }
  }
}

const words: Record<keyof Decision['excluded'], string> = {
  deactivated: 'deactivated',
  excluded: 'taken out of assignment',
  offline: 'offline',
  busy: 'busy',
  already_tried: 'asked already',
  at_capacity: 'at their limit',
}

function describeExclusions(excluded: Decision['excluded']): string {
  return Object.entries(excluded)
    .map(([reason, count]) => `${count} ${words[reason as keyof typeof words]}`)
    .join(', ')
}
