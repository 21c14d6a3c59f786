import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Limit, LimitScope } from './agent.ts'
import { Seat } from './seat.ts'
import { strategies } from './strategies/list.ts'
import { exampleAgent, now, roundRobinOnline } from './testing/examples.ts'

type Example = Readonly<{ limits: readonly Limit[]; weight?: number; reaches: LimitScope | null }>

const examples: Readonly<Record<string, Example>> = {
  'no limit is room for anything': { limits: [], weight: 100, reaches: null },
  'one below the limit is room for one': { limits: [{ scope: 'agent', max: 3, load: 2 }], reaches: null },
  'one below the limit is no room for two': {
    limits: [{ scope: 'agent', max: 3, load: 2 }],
    weight: 2,
    reaches: 'agent',
  },
  'exactly at the limit is full': { limits: [{ scope: 'agent', max: 3, load: 3 }], reaches: 'agent' },
  'over the limit is full': { limits: [{ scope: 'team', max: 3, load: 5 }], reaches: 'team' },
  'exactly at the limit is full even for what weighs nothing': {
    limits: [{ scope: 'agent', max: 3, load: 3 }],
    weight: 0,
    reaches: 'agent',
  },
  'a limit of zero gets nothing': { limits: [{ scope: 'agent', max: 0, load: 0 }], weight: 0, reaches: 'agent' },
  'a fraction fits where there is a fraction left': {
    limits: [{ scope: 'agent', max: 3, load: 2.5 }],
    weight: 0.5,
    reaches: null,
  },
  'a load that is not a number is full': { limits: [{ scope: 'agent', max: 3, load: Number.NaN }], reaches: 'agent' },
  'a limit of another channel is not looked at': {
    limits: [{ scope: 'channel', channelId: 'mail', max: 0, load: 0 }],
    reaches: null,
  },
  'a limit of the same channel is': {
    limits: [{ scope: 'channel', channelId: 'web', max: 2, load: 2 }],
    reaches: 'channel',
  },
  'the widest limit reached is named, whatever their order': {
    limits: [
      { scope: 'channel', channelId: 'web', max: 0, load: 0 },
      { scope: 'team', max: 1, load: 1 },
      { scope: 'agent', max: 9, load: 1 },
    ],
    reaches: 'team',
  },
}

for (const [statement, { limits, weight = 1, reaches }] of Object.entries(examples)) {
  test(statement, () => {
    const seat = new Seat(exampleAgent('ana', { limits }), strategies.round_robin, roundRobinOnline, now)

    assert.equal(seat.reachedLimit('web', weight), reaches)
  })
}
