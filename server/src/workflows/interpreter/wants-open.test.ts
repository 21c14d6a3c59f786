import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type WorkflowDefinitionInput, workflowDefinition } from '@fairlead/sdk'
import { wantsOpen } from './wants-open.ts'

type Steps = WorkflowDefinitionInput['steps']

const text = { defaultLocale: 'en', texts: { en: 'Hello' } }
const assign = { id: 'assign', type: 'assign', to: { kind: 'nobody' } } as const
const say = (next: string) => ({ id: 'say', type: 'send_message', text, exits: { next } }) as const
const jump = (to: string) => ({ id: 'jump', type: 'jump', to, times: 2, exits: { exceeded: 'assign' } }) as const

const rows: readonly (readonly [string, boolean, Steps])[] = [
  ['nothing comes', false, []],
  ['it is gone', false, [say('gone')]],
  ['it assigns', true, [say('assign'), assign]],
  ['it snoozes', true, [say('snooze'), { id: 'snooze', type: 'snooze', minutes: 5 }]],
  ['it runs another', true, [say('run'), { id: 'run', type: 'run_workflow', workflowId: null }]],
  ['it opens, then assigns', false, [say('open'), { id: 'open', type: 'open', exits: { next: 'assign' } }, assign]],
  ['it assigns elsewhere', false, [say('stop'), { id: 'stop', type: 'stop' }, assign]],
  ['it goes back', false, [say('say')]],
  ['it jumps to it', true, [say('jump'), { ...jump('assign'), exits: {} }, assign]],
  ['it jumps back, and then does', true, [say('jump'), jump('say'), assign]],
]

for (const [name, wanted, steps] of rows) {
  test(`${name}: ${wanted ? 'it has to be open' : 'it may stay closed'}`, () => {
    const ask = { id: 'ask', type: 'ask_question', text, answer: 'rating', exits: { answered: 'say' } } as const
    const definition = workflowDefinition.parse({ start: { trigger: { type: 'workflow' } }, steps: [ask, ...steps] })
    assert.equal(wantsOpen(definition, definition.steps[0]!, 'answered'), wanted)
  })
}
