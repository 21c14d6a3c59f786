import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import { workflowProblem } from '../contract/workflow/problem.ts'
import { type WorkflowStep, workflowStepTypes } from '../contract/workflow/step.ts'
import { exitsOf } from './exits.ts'
import { newStep } from './new-step.ts'
import { outlineOf } from './outline.ts'
import { inOrder, problemsOf } from './problems.ts'
import { english, teamId, workflowOf } from './testing.ts'

const stop = { id: 'end', type: 'stop' } as const
const hello = { id: 'hello', type: 'send_message', text: english('Hello') } as const
const when = (rule: object) => ({ combinator: 'and', rules: [rule] }) as never
const button = (form: object[]) => ({ trigger: { type: 'button', label: 'Go', form } }) as never

/** Each with what is told of it: code, level, step, path. */
const cases: readonly (readonly [name: string, definition: WorkflowDefinition, told: readonly string[]])[] = [
  ['no start', workflowOf([], { next: null }), ['no_start error - next']],
  [
    'a start that is gone',
    workflowOf([stop], { next: 'gone' }),
    ['unknown_step error - next', 'unreachable warning end '],
  ],
  ['a step that nothing leads to', workflowOf([hello, stop]), ['unreachable warning end ']],
  ['an exit to nowhere', workflowOf([{ ...hello, exits: { next: 'gone' } }]), ['unknown_step error hello exits.next']],
  ['a jump to nowhere', workflowOf([{ id: 'j', type: 'jump', to: 'gone' }]), ['unknown_step error j to']],
  [
    'an exit that the step does not have',
    workflowOf([{ ...hello, exits: { nxt: 'end' } }, stop]),
    ['unknown_exit error hello exits.nxt', 'unreachable warning end '],
  ],
  [
    'a name of objects as exit',
    workflowOf([{ ...hello, exits: { constructor: 'hello' } }]),
    ['unknown_exit error hello exits.constructor'],
  ],
  ['two of an id', workflowOf([hello, hello]), ['duplicate_id error hello id']],
  ['a message of nothing', workflowOf([{ ...hello, text: english(' ') }]), ['missing error hello text.texts.en']],
  ['a file alone is a message', workflowOf([{ ...hello, text: english(''), attachmentIds: [teamId] }]), []],
  [
    'a choice without words',
    workflowOf([{ ...hello, choices: [{ id: 'a', title: english('') }] }]),
    ['missing error hello choices.0.title.texts.en'],
  ],
  ['a question without words', workflowOf([ask({ text: english('') }), stop]), ['missing error ask text.texts.en']],
  [
    'a text in languages, and not in the one that is usual',
    workflowOf([ask({ text: { defaultLocale: 'de', texts: { en: 'Hello' } } }), stop]),
    ['missing error ask text.texts.de'],
  ],
  ['a choice among nothing', workflowOf([ask({ answer: 'choice' }), stop]), ['missing error ask choices']],
  [
    'two choices of an id',
    workflowOf([
      ask({
        answer: 'choice',
        choices: [
          { id: 'a', title: english('A') },
          { id: 'a', title: english('B') },
        ],
      }),
      stop,
    ]),
    ['duplicate_id error ask choices.1.id'],
  ],
  ['least above most', workflowOf([ask({ answer: 'number', min: 9, max: 1 }), stop]), ['invalid error ask min']],
  ['a pattern of anything', workflowOf([ask({ pattern: '^.*$' }), stop]), ['invalid warning ask pattern']],
  ['an answer that leads nowhere', workflowOf([ask({ exits: {} })]), ['not_connected warning ask exits.answered']],
  [
    'one choice that leads nowhere',
    workflowOf([
      ask({
        ...{
          answer: 'choice',
          choices: [
            { id: 'a', title: english('A') },
            { id: 'b', title: english('B') },
          ],
        },
        exits: { 'choice:a': 'end' },
      }),
      stop,
    ]),
    ['not_connected warning ask exits.choice:b'],
  ],
  [
    'a fork that leads nowhere',
    workflowOf([{ id: 'h', type: 'hours', of: { kind: 'workspace' }, exits: { inside: 'end' } }, stop]),
    ['not_connected warning h exits.outside'],
  ],
  ['a branch of anything', workflowOf([fork(), stop]), ['missing warning fork branches.0.condition']],
  [
    'a rule without its field',
    workflowOf([fork({ field: 'contactField', operator: 'is_set' }), stop]),
    ['missing error fork branches.0.condition.rules.0.key'],
  ],
  [
    'a rule without a value',
    workflowOf([fork({ field: 'tags', operator: 'any_of', value: [] }), stop]),
    ['missing error fork branches.0.condition.rules.0.value'],
  ],
  [
    'a rule that makes no sense',
    workflowOf([fork({ field: 'isOpen', operator: 'has', value: 'x' }), stop]),
    ['invalid error fork branches.0.condition.rules.0.operator'],
  ],
  [
    'a value that makes no sense',
    workflowOf([fork({ field: 'timeOfDay', operator: 'more_than', value: '25:00' }), stop]),
    ['invalid error fork branches.0.condition.rules.0.value'],
  ],
  [
    'a rule in a group of how it begins',
    workflowOf([hello], {
      condition: when({ combinator: 'or', rules: [{ field: 'queueLength', operator: 'is', value: 'ten' }] }),
    }),
    ['invalid error - condition.rules.0.rules.0.value'],
  ],
  [
    'nobody’s turn',
    workflowOf([{ id: 'give', type: 'assign', to: { kind: 'owner', teamId: null } }], {
      trigger: { type: 'conversation_opened' },
    }),
    ['missing warning give to.teamId'],
  ],
  ['changes of nothing', workflowOf([{ id: 'edit', type: 'edit_contact' }]), ['missing warning edit ']],
  ['a note of nothing', workflowOf([{ id: 'note', type: 'note', text: '' }]), ['missing error note text']],
  ['news for nobody', workflowOf([{ id: 'tell', type: 'notify', text: 'Look' }]), ['missing error tell memberIds']],
  ['no address', workflowOf([{ id: 'http', type: 'http_request', url: '' }]), ['missing error http url']],
  [
    'an address of another kind',
    workflowOf([{ id: 'http', type: 'http_request', url: 'ftp://{{ secret.host }}' }]),
    ['invalid error http url'],
  ],
  [
    'an address that is put together',
    workflowOf([{ id: 'http', type: 'http_request', url: 'https://example.com/{{ contact.email }}' }]),
    [],
  ],
  ['a webhook to a word', workflowOf([{ id: 'hook', type: 'webhook', url: 'here' }]), ['invalid error hook url']],
  [
    'mail to nobody',
    workflowOf([{ id: 'mail', type: 'email', to: 'nobody', subject: '', text: 'Hi' }]),
    ['missing error mail subject', 'invalid error mail to'],
  ],
  ['a jump nowhere yet', workflowOf([{ id: 'j', type: 'jump', to: null }]), ['missing error j to']],
  [
    'no workflow to run',
    workflowOf([{ id: 'run', type: 'run_workflow', workflowId: null }]),
    ['missing error run workflowId'],
  ],
  ['shares of less than all', workflowOf([split([50, 40]), stop]), ['shares_not_whole error split parts']],
  [
    'two fields of a name in a form',
    workflowOf(
      [hello],
      button([
        { name: 'a', label: 'A', kind: 'text' },
        { name: 'a', label: 'B', kind: 'choice' },
      ]),
    ),
    ['duplicate_id error - trigger.form.1.name', 'missing error - trigger.form.1.choices'],
  ],
  [
    'a message that is any',
    workflowOf([hello], { trigger: { type: 'message_received', pattern: '.*' } }),
    ['invalid warning - trigger.pattern'],
  ],
  [
    'a circle',
    workflowOf([
      { ...hello, exits: { next: 'note' } },
      { id: 'note', type: 'note', text: 'x', exits: { next: 'hello' } },
    ]),
    ['endless_cycle error hello '],
  ],
  ['a step after itself', workflowOf([{ ...hello, exits: { next: 'hello' } }]), ['endless_cycle error hello ']],
  ['a circle with a wait', workflowOf([{ ...hello, exits: { next: 'w' } }, wait('hello')]), []],
  [
    'a circle by a jump',
    workflowOf([
      { ...hello, exits: { next: 'j' } },
      { id: 'j', type: 'jump', to: 'hello' },
    ]),
    [],
  ],
  [
    'a circle after too many jumps',
    workflowOf([
      { ...hello, exits: { next: 'j' } },
      { id: 'j', type: 'jump', to: 'hello', exits: { exceeded: 'hello' } },
    ]),
    ['endless_cycle error hello '],
  ],
  ['asking again who did not answer', workflowOf([ask({ exits: { answered: 'end', timeout: 'ask' } }), stop]), []],
  [
    'asking again who cannot be asked',
    workflowOf([ask({ exits: { answered: 'end', failed: 'ask' } }), stop]),
    ['endless_cycle error ask '],
  ],
  [
    'a circle that nothing leads to',
    workflowOf([stop, { ...hello, exits: { next: 'hello' } }]),
    ['unreachable warning hello '],
  ],
  [
    'a variable that nobody sets',
    workflowOf([{ ...hello, text: english('Order {{ variable.order }}') }]),
    ['unknown_variable warning hello text.texts.en'],
  ],
  [
    'a variable that is set only afterwards',
    workflowOf([
      { ...hello, text: english('{% if variable["order"] %}x{% endif %}'), exits: { next: 'set' } },
      { id: 'set', type: 'set_variable', variable: 'order', value: '1' },
    ]),
    ['unknown_variable warning hello text.texts.en'],
  ],
  [
    'a variable in a rule',
    workflowOf([fork({ field: 'variable', key: 'order', operator: 'is_set' }), stop]),
    ['unknown_variable warning fork branches.0.condition.rules.0.key'],
  ],
  [
    'a variable of the form',
    workflowOf(
      [{ ...hello, text: english('{{ variable.order }}') }],
      button([{ name: 'order', label: 'Order', kind: 'text' }]),
    ),
    [],
  ],
  [
    'a variable of the workflow before',
    workflowOf([{ ...hello, text: english('{{ variable.order }}') }], { trigger: { type: 'workflow' } }),
    [],
  ],
]

for (const [name, definition, told] of cases) {
  test(`${name}: ${told.length === 0 ? 'nothing is wrong' : told.join(', ')}`, () => {
    const problems = problemsOf(definition)
    for (const problem of problems) workflowProblem.parse(problem)
    assert.deepEqual(
      problems.map(({ code, level, stepId, path }) => `${code} ${level} ${stepId ?? '-'} ${path}`),
      told,
    )
  })
}

test('each thing that can be told from a definition alone is told by one of these', () => {
  const byServer = [
    'unknown_reference',
    'unknown_field',
    'text_mistake',
    'pattern_mistake',
    'private_address',
    'category_required',
    'summary_required',
  ]
  const told = new Set(cases.flatMap(([, definition]) => problemsOf(definition).map(({ code }) => code)))
  assert.deepEqual(
    workflowProblem.shape.code.options.filter((code) => !told.has(code)),
    byServer,
  )
})

test('a fresh step of each type says what it still needs, and nothing else', () => {
  for (const type of workflowStepTypes) {
    const step = newStep(type, 'fresh')
    const problems = problemsOf(workflowOf([step]))
    for (const { code, path } of problems) {
      assert.ok(['missing', 'not_connected'].includes(code), `${type}: ${code} ${path}`)
    }
  }
})

test('an endless circle names all that are in it', () => {
  const [problem] = problemsOf(
    workflowOf([
      { ...hello, exits: { next: 'note' } },
      { id: 'note', type: 'note', text: 'x', exits: { next: 'hello' } },
    ]),
  )
  assert.deepEqual(problem?.data, { steps: 'hello, note' })
})

test('whatever is connected to what, there is an answer, and the same again', () => {
  fc.assert(
    fc.property(tangles(30), (definition) => {
      const problems = problemsOf(definition)
      assert.deepEqual(problemsOf(definition), problems)
      assert.deepEqual(inOrder(definition, problems), problems)
      const lines = outlineOf(definition)
      const first = lines.filter(({ isRepeat }) => !isRepeat).map(({ stepId }) => stepId)
      assert.deepEqual(first.toSorted(), [...new Set(definition.steps.map(({ id }) => id))].toSorted())
    }),
    { numRuns: 100 },
  )
})

test('three hundred steps, each with twenty ways, are looked through in a moment', () => {
  const ids = Array.from({ length: 300 }, (_, index) => `s${index}`)
  const parts = Array.from({ length: 20 }, (_, index) => `b${index}`)
  const steps = ids.map((id, index) => ({
    ...{ id, type: 'branch' as const },
    branches: parts.map((part) => ({ id: part, condition: when({ field: 'variable', key: id, operator: 'is_set' }) })),
    exits: Object.fromEntries(parts.map((part, nth) => [`branch:${part}`, ids[(index * 7 + nth * 13) % 300]!])),
  }))
  const definition = workflowOf(steps)
  const began = performance.now()
  const problems = problemsOf(definition)
  const ms = performance.now() - began
  assert.ok(problems.some(({ code }) => code === 'endless_cycle'))
  assert.ok(ms < 2000, `${ms} ms`)
})

test('a text of nothing but braces takes no time', () => {
  const began = performance.now()
  problemsOf(workflowOf([{ id: 'note', type: 'note', text: '{{'.repeat(5000) }]))
  assert.ok(performance.now() - began < 500)
})

function fork(...rules: object[]): never {
  const branches = [{ id: 'a', condition: { combinator: 'and', rules } }]
  return { id: 'fork', type: 'branch', branches, exits: { 'branch:a': 'end', else: 'end' } } as never
}

function ask(more: object): never {
  return { id: 'ask', type: 'ask_question', text: english('Which?'), exits: { answered: 'end' }, ...more } as never
}

function split(percents: readonly number[]): never {
  const parts = percents.map((percent, index) => ({ id: `p${index}`, percent }))
  return { id: 'split', type: 'split', parts, exits: { 'part:p0': 'end', 'part:p1': 'end' } } as never
}

function wait(next: string) {
  return { id: 'w', type: 'wait', until: { kind: 'minutes', minutes: 1 }, exits: { next } } as const
}

function tangles(most: number): fc.Arbitrary<WorkflowDefinition> {
  const ids = Array.from({ length: most }, (_, index) => `s${index}`)
  const step = fc.record({ id: fc.constantFrom(...ids), type: fc.constantFrom(...workflowStepTypes) })
  return fc
    .tuple(fc.array(step, { maxLength: most }), fc.infiniteStream(fc.constantFrom(...ids, 'gone')))
    .map(([drafts, targets]) => {
      const steps = drafts.map(({ id, type }): WorkflowStep => {
        const fresh = newStep(type, id)
        const exits = Object.fromEntries(exitsOf(fresh).map((exit) => [exit, targets.next().value]))
        return { ...fresh, exits }
      })
      return workflowOf(steps)
    })
}
