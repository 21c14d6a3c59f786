import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowTrigger, workflowTriggerTypes } from '@fairlead/sdk'
import { newTrigger } from './new-trigger.ts'

test('every type of trigger can be chosen, and is whole at once', () => {
  for (const type of workflowTriggerTypes) {
    const trigger = newTrigger(type, 'Start')
    assert.equal(trigger.type, type)
    assert.deepEqual(workflowTrigger.parse(trigger), trigger)
  }
})
