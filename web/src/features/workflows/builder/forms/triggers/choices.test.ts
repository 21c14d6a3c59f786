import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowTrigger, workflowTriggerTypes } from '@fairlead/sdk'
import english from '../../../../../locales/en/steps.json' with { type: 'json' }
import { choices } from './choices.ts'
import { newTrigger } from './new-trigger.ts'

for (const type of workflowTriggerTypes) {
  test(`${type} takes whatever there is to choose, and each has words`, () => {
    const trigger = newTrigger(type, 'Start')
    for (const { name, words, kinds } of choices[type] ?? []) {
      const said: Readonly<Record<string, string>> = english.start[words]
      for (const kind of kinds) {
        assert.ok(workflowTrigger.safeParse({ ...trigger, [name]: kind }).success, `${name} ${kind}`)
        assert.ok(said[kind], `${words}.${kind}`)
      }
      assert.ok(
        kinds.some((kind) => kind === Object(trigger)[name]),
        `${name} is none of them at first`,
      )
    }
  })
}
