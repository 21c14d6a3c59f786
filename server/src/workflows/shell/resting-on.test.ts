import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowDefinition } from '@fairlead/sdk'
import { restingOn, type Taken } from './resting-on.ts'

const at = (minute: number) => new Date(Date.UTC(2030, 0, 7, 12, minute))
const erased = { workspaceId: 'w', id: 'erased', conversationId: 'c', from: at(10), until: at(20) }
const ask = {
  ...{ id: 'ask', type: 'ask_question', text: { defaultLocale: 'en', texts: { en: 'Which?' } } },
  ...{ saveTo: { kind: 'variable', name: 'what' }, answer: 'choice' },
  choices: [{ id: 'one', title: { defaultLocale: 'en', texts: { en: 'One' } } }],
} as const
const { steps, ...definition } = workflowDefinition.parse({
  start: { trigger: { type: 'conversation_opened' }, next: 'ask' },
  steps: [
    ask,
    { id: 'fixed', type: 'set_variable', variable: 'what', value: 'fixed' },
    {
      id: 'copy',
      type: 'set_variable',
      variable: 'copy',
      value: '{% if variable.what %}{{ variable.what }}{% endif %}',
    },
    { id: 'last', type: 'note', text: '{{ message.text | truncate: 5 }}' },
    { id: 'plain', type: 'note', text: 'A message. Hello {{ contact.name }}' },
    {
      ...{ id: 'fetch', type: 'http_request', url: 'https://example.com/{{ variable.what }}' },
      mapping: [{ path: 'a', variable: 'answer' }],
    },
  ],
})

type Case = readonly [
  name: string,
  taken: readonly Partial<Taken>[],
  rest: readonly number[],
  variables: readonly string[],
  inherited?: readonly string[],
]

const heard = { stepId: 'ask', messageId: 'erased', exit: 'choice:one', at: at(12) }

const cases: readonly Case[] = [
  ['what was answered', [heard], [0], ['what']],
  ['an answer that did not do', [{ ...heard, exit: 'invalid' }, { stepId: 'copy' }], [0], []],
  ['the answer of another message', [{ ...heard, messageId: 'other' }, { stepId: 'copy' }], [], []],
  [
    'a copy of it, and what was asked of others with it',
    [heard, { stepId: 'copy' }, { stepId: 'fetch' }],
    [0, 1, 2],
    ['answer', 'copy', 'what'],
  ],
  ['no more once something else is set', [heard, { stepId: 'fixed' }, { stepId: 'copy' }], [0], []],
  ['no more once it is answered anew', [heard, { ...heard, messageId: 'other' }, { stepId: 'copy' }], [0], []],
  ['what the one who began it had', [{ stepId: 'copy' }, { stepId: 'plain' }], [0], ['copy', 'what'], ['what']],
  ['what read the last message before it came', [{ stepId: 'last', at: at(9) }], [], []],
  [
    'what read it',
    [
      { stepId: 'plain', at: at(9) },
      { stepId: 'last', at: at(15) },
    ],
    [1],
    [],
  ],
  [
    'what may have begun before the next one came',
    [
      { stepId: 'plain', at: at(19) },
      { stepId: 'last', at: at(50) },
    ],
    [1],
    [],
  ],
  [
    'what read the next one',
    [
      { stepId: 'plain', at: at(30) },
      { stepId: 'last', at: at(50) },
    ],
    [],
    [],
  ],
  [
    'the step at which the run stands',
    [
      { stepId: 'plain', at: at(12) },
      { stepId: 'last', exit: null, at: null },
    ],
    [1],
    [],
  ],
  ['no step that is gone', [{ stepId: 'gone' }], [], []],
]

for (const [name, given, rest, expected, inherited = []] of cases) {
  test(`on a message rests: ${name}`, () => {
    const taken = given.map((each, place) => ({
      ...{ place, stepId: null, messageId: null, exit: 'next', at: at(12) },
      ...each,
    }))
    const { places, variables } = restingOn(
      { ...definition, steps },
      { erased, inherited: new Set(inherited), startedAt: at(1), taken },
    )
    assert.deepEqual([[...places], [...variables].sort()], [rest, expected])
  })
}
