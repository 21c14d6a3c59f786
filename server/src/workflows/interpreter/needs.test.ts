import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsOf } from './needs.ts'
import { definitionOf } from './testing/play.ts'
import { teamId } from './testing/world.ts'

const text = (en: string) => ({ defaultLocale: 'en', texts: { en } })
const condition = (...rules: object[]) => ({ combinator: 'and', rules })
const isOpen = { field: 'isOpen', operator: 'is', value: true }
const hasQueue = { field: 'queueLength', operator: 'more_than', value: 3 }

const rows: readonly (readonly [
  what: string,
  step: Readonly<{ type: string } & Record<string, unknown>>,
  hours: readonly string[],
  queues: readonly string[],
])[] = [
  ['nothing of a step that asks for none', { type: 'send_message', text: text('Hello, our hours are long.') }, [], []],
  ['own hours in a text', { type: 'send_message', text: text('{{ hours.opens }}') }, ['', 'workspace'], []],
  ['the own queue in a text', { type: 'note', text: 'Behind {{ queue.length }}' }, [], ['']],
  ['hours of a step', { type: 'hours', of: { kind: 'workspace' } }, ['workspace'], []],
  ['a team’s hours', { type: 'hours', of: { kind: 'team', teamId } }, [teamId, 'workspace'], []],
  ['the own team’s hours', { type: 'hours', of: { kind: 'team', teamId: null } }, ['', 'workspace'], []],
  ['when hours begin', { type: 'wait', until: { kind: 'opening', teamId } }, [teamId, 'workspace'], []],
  [
    'conditions, however deep',
    {
      type: 'branch',
      branches: [
        { id: 'a', condition: condition({ combinator: 'or', rules: [{ ...isOpen, key: teamId }, hasQueue] }) },
        { id: 'b', condition: condition(isOpen, { ...hasQueue, key: teamId }) },
      ],
    },
    [teamId, 'workspace'],
    ['', teamId],
  ],
]

for (const [what, step, hours, queues] of rows) {
  test(`needs ${what}`, () => {
    assert.deepEqual(needsOf(definitionOf([{ id: 'it', ...step }]), 'it'), { hours, queues })
  })
}

test('needs the condition of the start, and nothing for a step that is not there', () => {
  const start = { trigger: { type: 'workflow' }, condition: condition(isOpen, hasQueue) }
  const definition = definitionOf([], { start })
  assert.deepEqual(needsOf(definition, null), { hours: ['workspace'], queues: [''] })
  assert.deepEqual(needsOf(definition, 'gone'), { hours: [], queues: [] })
})

test('hours of its own are asked for by the step', () => {
  const none = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
  const of = { kind: 'own', hours: { timeZone: 'UTC', week: none } }
  assert.deepEqual(needsOf(definitionOf([{ id: 'it', type: 'hours', of }]), 'it').hours, ['step:it'])
})
