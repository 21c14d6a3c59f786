import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type WorkflowDefinition, workflowDefinition } from '@fairlead/sdk'
import { makeDefinition, type WorkflowKey } from '../workflows/definitions.ts'
import { countWritten, findAstray, type Passed } from './history.ts'

const around = {
  salesId: '0199c0de-0000-7000-8000-000000000001',
  supportId: '0199c0de-0000-7000-8000-000000000002',
  routedChannelIds: [],
  systemUrl: 'http://127.0.0.1:1',
  logbookId: '0199c0de-0000-7000-8000-000000000003',
}

test('is content with a way that the graph has', () => {
  const whole = [passed('ask', 'invalid', { refused: 2 }), passed('unclear', 'next'), passed('end', null)]
  assert.equal(findAstray(of('offer'), whole, 'done'), null)
  assert.equal(findAstray(of('offer'), [passed('ask', null)], 'cancelled'), null)
  const round = [passed('wait', 'next'), passed('again', 'jumped'), passed('wait', 'next'), passed('again', 'exceeded')]
  assert.equal(findAstray(of('remind'), [...round, passed('remind', 'next'), passed('end', null)], 'done'), null)
})

test('notices what is left out, taken twice, left by another exit, and ended early', () => {
  const wrong: readonly (readonly Passed[])[] = [
    [passed('unclear', 'next'), passed('end', null)],
    [passed('ask', 'timeout'), passed('silent', 'next'), passed('silent', 'next'), passed('end', null)],
    [passed('ask', 'replied'), passed('end', null)],
    [passed('ask', 'timeout')],
    [passed('ask', null), passed('call', 'next'), passed('end', null)],
  ]
  for (const history of wrong) assert.notEqual(findAstray(of('offer'), history, 'done'), null, JSON.stringify(history))
})

test('counts what was written: a question once, and again after each answer that did not do', () => {
  const count = (...history: readonly Passed[]) => countWritten(of('offer'), history)
  assert.equal(count(passed('ask', 'choice:yes', { refused: 1 }), passed('call', 'next')), 3)
  assert.equal(count(passed('ask', 'invalid', { refused: 2 }), passed('unclear', 'failed')), 2)
  assert.equal(count(passed('ask', 'failed')), 0)
  assert.equal(count(passed('ask', null)), 1)
})

function of(key: WorkflowKey): WorkflowDefinition {
  return workflowDefinition.parse(makeDefinition(key, around))
}

function passed(step_id: string, exit: string | null, output: Passed['output'] = {}): Passed {
  return { step_id, exit, output, error: null }
}
