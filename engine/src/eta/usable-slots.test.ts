import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SharedAgent, usableSlots } from './usable-slots.ts'

const own: SharedAgent = { slots: 4, teams: 1, releasesHere: 9, releasesInAll: 9 }
const shared: SharedAgent = { slots: 4, teams: 2, releasesHere: 0, releasesInAll: 0 }

const table: readonly (readonly [string, readonly SharedAgent[], number])[] = [
  ['nobody has no slots', [], 0],
  ['an agent of one team counts whole', [own], 4],
  ['also before giving anything back', [{ ...own, releasesHere: 0, releasesInAll: 0 }], 4],
  ['two teams share evenly before anything is known', [shared], 2],
  [
    'the team that got three of four releases has nearly three quarters',
    [{ ...shared, releasesHere: 15, releasesInAll: 19 }],
    3.1,
  ],
  ['a team that never got one has nearly nothing', [{ ...shared, releasesInAll: 99 }], 0.02],
  ['agents add up', [own, shared, own], 10],
  ['a limit of 0 gives none', [{ ...own, slots: 0 }], 0],
  ['a negative limit gives none', [{ ...own, slots: -3 }], 0],
]

for (const [title, agents, slots] of table) {
  test(title, () => assert.ok(Math.abs(usableSlots(agents) - slots) < 1e-12, `${usableSlots(agents)}`))
}
