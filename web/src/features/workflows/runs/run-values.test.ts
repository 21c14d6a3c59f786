import assert from 'node:assert/strict'
import { test } from 'node:test'
import { valuesOf } from './run-values.ts'

const names = {
  member: (id: string) => `member ${id}`,
  time: (ms: number) => `at ${ms}`,
  outcome: (is: string) => `is ${is}`,
}

const cases: readonly (readonly [what: string, given: Record<string, unknown>, shown: Record<string, string>])[] = [
  ['a text as it is', { text: 'Hello' }, { text: 'Hello' }],
  ['nothing of what is empty', { text: '', choices: [], fields: {}, stage: null, managers: false }, {}],
  ['nothing of what only programs ask for', { choiceId: 'a', channel: 'this' }, {}],
  [
    'choices by their titles',
    {
      choices: [
        { id: 'a', title: 'Yes' },
        { id: 'b', title: 'No' },
      ],
    },
    { choices: 'Yes, No' },
  ],
  [
    'members by their names',
    { agentId: '1', memberIds: ['2', '3'] },
    { agentId: 'member 1', memberIds: 'member 2, member 3' },
  ],
  ['times as times, numbers as numbers', { until: 7, status: 404 }, { until: 'at 7', status: '404' }],
  ['an outcome in words', { outcome: 'full' }, { outcome: 'is full' }],
  [
    'headers and fields by their names',
    { headers: [{ name: 'accept', value: 'text' }], fields: { size: 42 } },
    { headers: 'accept: text', fields: 'size: 42' },
  ],
  ['what is so', { managers: true }, { managers: '✓' }],
]

for (const [what, given, shown] of cases) {
  test(`shows ${what}`, () => {
    const { input, output } = valuesOf({ input: {}, output: given }, names)
    assert.deepEqual(input, [])
    assert.deepEqual(Object.fromEntries(output.map(({ key, text }) => [key, text])), shown)
  })
}
