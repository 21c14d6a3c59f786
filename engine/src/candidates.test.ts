import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Candidates } from './candidates.ts'
import type { Waiting } from './snapshot.ts'
import { byTurn, type Ranking } from './strategies/ranking.ts'
import { exampleAgent, exampleWaiting, now, roundRobinOnline } from './testing/examples.ts'

const agentCount = 1000
const waitingCount = 5000
const channelIds = ['web', 'mail', 'chat', 'sms']
const comparisonsEach = 400 // a look at everybody would be more than twice as many

// Counted, not timed: a slow machine must not fail this, a lost heap must.
test('asks a few hundred times for each conversation, not once for each agent', () => {
  const counted = countsFor(Array.from({ length: waitingCount }, (_, index) => exampleWaiting(`c${index}`)))

  assert.ok(counted < waitingCount * comparisonsEach, `${counted} comparisons`)
})

test('stays so with limits on every channel and agents who have tried', () => {
  const waiting = Array.from({ length: waitingCount }, (_, index) =>
    exampleWaiting(`c${index}`, {
      channelId: channelIds[index % channelIds.length]!,
      tried: [`a${index % agentCount}`, `a${(index * 7) % agentCount}`],
    }),
  )
  const counted = countsFor(waiting)

  assert.ok(counted < waitingCount * comparisonsEach, `${counted} comparisons`)
})

test('asks nobody once everybody is full', () => {
  const tenEach = Array.from({ length: agentCount * 10 }, (_, index) => exampleWaiting(`c${index}`))
  const asManyAgain = Array.from({ length: agentCount * 10 }, (_, index) => exampleWaiting(`d${index}`))

  assert.equal(countsFor([...tenEach, ...asManyAgain]), countsFor(tenEach))
})

/** How many comparisons it takes to give the conversations to a thousand agents with room for ten each. */
function countsFor(waiting: readonly Waiting[]): number {
  let count = 0
  const counting: Ranking = {
    measure: 'longest_since_last',
    compare(a, b) {
      count += 1
      return byTurn(a, b)
    },
  }
  const agents = Array.from({ length: agentCount }, (_, index) =>
    exampleAgent(`a${index}`, {
      limits: [
        { scope: 'agent', max: 10, load: 0 },
        ...channelIds.map((channelId) => ({ scope: 'channel' as const, channelId, max: 10, load: 0 })),
      ],
    }),
  )
  const candidates = new Candidates({ now, policy: roundRobinOnline, agents }, counting)

  for (const conversation of waiting) {
    const [chosen] = candidates.best(conversation, 6)
    if (chosen !== undefined) candidates.assign(conversation, chosen)
  }
  return count
}
