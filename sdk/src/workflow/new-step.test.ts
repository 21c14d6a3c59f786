import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowDefinition } from '../contract/workflow/definition.ts'
import { workflowStepTypes } from '../contract/workflow/step.ts'
import { newStep, newStepId } from './new-step.ts'
import { isRouting } from './routing.ts'
import { workflowOf } from './testing.ts'

test('a fresh step of every type fits the contract as it is', () => {
  const steps = workflowStepTypes.map((type) => newStep(type, type))
  const definition = { start: { trigger: { type: 'workflow' as const } }, steps }
  assert.deepEqual(workflowDefinition.parse(definition).steps, steps)
})

test('an id that is free', () => {
  const steps = [newStep('stop', 'stop-1'), newStep('stop', 'stop-3')]
  assert.equal(newStepId({ steps }, 'stop'), 'stop-2')
  assert.equal(newStepId({ steps: [] }, 'send_message'), 'send_message-1')
})

test('a workflow routes where one that begins with an opened conversation comes to give it to somebody', () => {
  const opened = { trigger: { type: 'conversation_opened' } } as const
  const give = newStep('assign', 'give')
  assert.equal(isRouting(workflowOf([give], opened)), true)
  assert.equal(isRouting(workflowOf([give])), false)
  assert.equal(isRouting(workflowOf([newStep('stop', 'end'), give], opened)), false)
})
