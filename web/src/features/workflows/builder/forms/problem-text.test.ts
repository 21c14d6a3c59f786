import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkflowProblem } from '@fairlead/sdk'
import english from '../../../../locales/en/steps.json' with { type: 'json' }
import { problemText } from './problem-text.ts'

const t = (key: string) =>
  String(key.split('.').reduce<unknown>((texts, part) => Object(texts)[part], english) ?? `no words for ${key}`)
const textOf = (problem: Pick<WorkflowProblem, 'code' | 'path' | 'data'>) =>
  problemText({ level: 'error', stepId: 'one', ...problem }, t)

test('what is missing is said by where it is missing', () => {
  assert.equal(textOf({ code: 'missing', path: 'url', data: {} }), 'Please fill this in.')
  assert.equal(
    textOf({ code: 'missing', path: '', data: {} }),
    'It changes nothing yet: fill in at least one of these.',
  )
  assert.equal(
    textOf({ code: 'missing', path: 'to.teamId', data: {} }),
    'The conversation may be in no team here: choose one.',
  )
})

test('a mistake is said with its reason, and with what was found', () => {
  assert.equal(
    textOf({ code: 'invalid', path: 'url', data: { reason: 'url' } }),
    'Enter an address that begins with https://.',
  )
  assert.equal(
    textOf({ code: 'pattern_mistake', path: 'pattern', data: { message: 'missing )' } }),
    'This is not a pattern that can be understood. missing )',
  )
})
