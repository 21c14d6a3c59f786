import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin } from './begin.ts'
import { answers, definitionOf, goOn, play } from './testing/play.ts'

const long = 'x'.repeat(10_000)

test('a step that would have a run remember too much fails and says so, and the run stays as it was', () => {
  const steps = Array.from({ length: 60 }, (_, index) => ({
    ...{ id: `s${index}`, type: 'set_variable', variable: `v${index}`, value: long, exits: { next: `s${index + 1}` } },
  }))
  const definition = definitionOf([...steps, { id: 's60', type: 'stop' }])
  const [run, effects] = play(
    definition,
    steps.map(() => goOn),
  )
  assert.deepEqual([run.status, run.end], ['failed', 'step_failed'])
  assert.equal(run.error, 'All variables of a run have at most 500,000 characters together.')
  assert.ok(JSON.stringify(run).length < 510_000)
  const last = effects.at(-1)
  assert.ok(last?.do === 'record')
  assert.deepEqual([last.stepId, last.exit, last.output.code], [run.stepId, null, 'too_much_remembered'])
  assert.ok(Object.keys(run.variables).length < 60)
})

test('what another system answers goes by the way for what fails where it is too much', () => {
  const mapping = Array.from({ length: 50 }, (_, index) => ({ path: 'list', variable: `v${index}` }))
  const ask = { id: 'ask', type: 'http_request', url: 'https://shop.example', mapping, exits: { failed: 'after' } }
  const definition = definitionOf([ask, { id: 'after', type: 'stop' }])
  const body = JSON.stringify({ list: Array.from({ length: 50 }, () => 'x'.repeat(1000)) })
  const [run, effects] = play(definition, [goOn, answers(200, body)])
  assert.deepEqual([run.status, run.stepId, run.variables], ['running', 'after', {}])
  assert.ok(effects.some((effect) => effect.do === 'record' && effect.exit === 'failed'))
})

test('a run begins with no more than it may remember', () => {
  const definition = definitionOf([{ id: 'it', type: 'stop' }])
  const given = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, long]))
  assert.equal(Object.keys(begin(definition, given(40)).variables).length, 40)
  assert.deepEqual(begin(definition, given(60)).variables, {})
})
