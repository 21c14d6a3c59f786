import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionOf, goOn, play } from './testing/play.ts'
import { worldOf } from './testing/world.ts'

/** In Berlin clocks go forward from 02:00 to 03:00 on 31 March 2030, and back from 03:00 to 02:00 on 27 October. */
const rows = [
  ['later today', '2030-01-07T09:30:00Z', '11:00', '2030-01-07T10:00:00Z'],
  ['that has been today', '2030-01-07T09:30:00Z', '09:00', '2030-01-08T08:00:00Z'],
  ['that it is just now', '2030-01-07T09:30:00Z', '10:30', '2030-01-08T09:30:00Z'],
  ['over the change to summer', '2030-03-30T20:00:00Z', '09:00', '2030-03-31T07:00:00Z'],
  ['over the change to winter', '2030-10-26T20:00:00Z', '09:00', '2030-10-27T08:00:00Z'],
  ['that is left out', '2030-03-30T20:00:00Z', '02:30', '2030-03-31T01:30:00Z'],
  ['that is left out, just after', '2030-03-31T01:45:00Z', '02:30', '2030-04-01T00:30:00Z'],
  ['that comes twice', '2030-10-26T20:00:00Z', '02:30', '2030-10-27T00:30:00Z'],
  ['that comes twice, in between', '2030-10-27T00:45:00Z', '02:30', '2030-10-27T01:30:00Z'],
  ['that has come twice', '2030-10-27T01:30:00Z', '02:30', '2030-10-28T01:30:00Z'],
] as const

describe('waits until a time', () => {
  for (const [what, now, time, expected] of rows) {
    test(what, () => {
      const definition = definitionOf([{ id: 'it', type: 'wait', until: { kind: 'time', time } }])
      const [{ waiting }] = play(definition, [goOn], worldOf({}, Date.parse(now)))
      assert.deepEqual(waiting, { for: 'time', until: Date.parse(expected) })
    })
  }
})
