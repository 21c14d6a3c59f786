import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowStepTypes } from '@fairlead/sdk'
import { stepGroups } from './step-groups.ts'

test('every type of step is offered once', () => {
  assert.deepEqual(Object.values(stepGroups).flat().toSorted(), workflowStepTypes.toSorted())
})
