/** What every type of step does, and by which exits it is left. Each step and each exit has a row, or a test fails. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exitsOf, workflowStepTypes } from '@fairlead/sdk'
import type { Effect } from './effect.ts'
import { definitionOf, goOn, play } from './testing/play.ts'
import { type Row, rows } from './testing/rows.ts'
import { monday, worldOf } from './testing/world.ts'

for (const type of workflowStepTypes) {
  describe(`a step of type ${type}`, () => {
    for (const row of rows[type]) {
      test(`${row.exit === null ? 'ends the run' : `is left by ${row.exit}`}: ${JSON.stringify(row.settings)}`, () => {
        const definition = definitionFor(row)
        const { events = [], facts, laterMs = 0 } = row
        const [run, effects] = play(definition, [goOn, ...events], (index) =>
          worldOf(facts, index === events.length ? monday + laterMs : monday),
        )

        const records = effects.filter((effect) => effect.do === 'record')
        assert.equal(records.at(-1)?.exit, row.exit)
        assert.deepEqual(
          effects.filter(isActed).map((effect) => effect.do),
          row.does ?? [],
        )
        assert.deepEqual({ ...run.variables, ...row.variables }, run.variables)
        assert.equal(run.stepId, row.exit === null ? (run.status === 'failed' ? 'it' : null) : 'after')
        assert.equal(new Set(effects.map(({ id }) => id)).size, effects.length)
      })
    }

    test('is left by each of its exits, and by no other', () => {
      const shown = new Set(rows[type].map(({ exit }) => exit))
      const exits = rows[type].flatMap((row) => exitsOf(definitionFor(row).steps[0]!))
      const others = type === 'jump' ? ['jumped'] : []
      assert.deepEqual([...shown].filter((exit) => exit !== null).sort(), [...new Set([...exits, ...others])].sort())
    })
  })
}

function definitionFor({ exit, settings }: Row) {
  const exits = exit === null || exit === 'jumped' ? {} : { [exit]: 'after' }
  return definitionOf([
    { id: 'it', ...settings, exits },
    { id: 'after', type: 'stop' },
  ])
}

function isActed(effect: Effect): boolean {
  return effect.do !== 'record'
}
