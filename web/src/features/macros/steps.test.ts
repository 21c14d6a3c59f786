import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MacroStep, macroStep } from '@fairlead/sdk'
import { doings, draftOf, faultOf, newStep, stepOf } from './steps.ts'

const team = '018f0000-0000-7000-8000-000000000001'

test('a step stays what it is when it is opened and saved', () => {
  const steps: MacroStep[] = [
    { do: 'reply', text: 'Hello {{contact.name}}' },
    { do: 'note', text: 'x' },
    { do: 'add_tags', tags: ['a'] },
    { do: 'remove_tags', tags: ['b'] },
    { do: 'priority', priority: 'low' },
    { do: 'assign', memberId: null },
    { do: 'move', teamId: team },
    { do: 'snooze', minutes: 60 },
    { do: 'close', categoryId: null, summary: 'Done' },
  ]
  assert.deepEqual(
    steps.map(({ do: what }) => what),
    [...doings],
  )
  for (const step of steps) assert.deepEqual(stepOf(draftOf(step)), step)
})

test('a step without a fault keeps the contract, and one with a fault says which', () => {
  for (const what of doings) {
    const draft = newStep(what)
    assert.equal(faultOf(draft) === null, macroStep.safeParse(stepOf(draft)).success, what)
  }
  assert.deepEqual(faultOf({ ...newStep('reply'), text: 'Hi {{contact.age}}' }), {
    kind: 'unknownVariables',
    names: ['contact.age'],
  })
})
