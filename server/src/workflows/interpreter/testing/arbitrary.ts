/** For tests: workflows as nobody would draw them, and whatever can happen to their runs. */
import { exitsOf, type WorkflowDefinition } from '@fairlead/sdk'
import fc from 'fast-check'
import type { RunEvent } from '../run-event.ts'
import type { RunState } from '../run-state.ts'
import { answers, assigns, definitionOf, done, failed, goOn, say } from './play.ts'
import { rows } from './rows.ts'
import { agentId, type FactsGiven, monday, teamId } from './world.ts'

// `constructor` is a name like any other.
const ids = ['it', 'after', 'constructor', 'step-3', 'step-4', 'step-5']
const text = (en: string) => ({ defaultLocale: 'en', texts: { en } })

/** Each step that the contract knows, and some that somebody wrote by hand. */
const settings = [
  ...Object.values(rows).flatMap((each) => each.map((row) => row.settings)),
  { type: 'ask_question', text: text('Which?'), pattern: '(a+)+$', retries: 1 },
  { type: 'ask_question', text: text('Which?'), pattern: '(a', retries: 0 },
  { type: 'ask_question', text: text('{{ contact'), answer: 'choice', timeoutMinutes: null },
  { type: 'ask_question', text: { defaultLocale: 'en', texts: {} }, answer: 'rating', invalidText: text('1 to 5?') },
  { type: 'set_variable', variable: 'constructor', value: '{% for i in (1..1000000000) %}{% endfor %}' },
  { type: 'set_variable', variable: 'long', value: '{{ variable.long }}{{ message.text }}{{ variable.long }}' },
  { type: 'set_variable', variable: 'list', value: ['a\u001a', '\ud800'] },
  { type: 'note', text: '\u001asecret:token\u001a {{ secret.token }} {{ variable.constructor | slice: 0, 3 }}' },
  {
    type: 'split',
    parts: [
      { id: 'a', percent: 0 },
      { id: 'b', percent: 0 },
    ],
  },
  { type: 'jump', to: 'nowhere', most: 100 },
  { type: 'jump', to: 'it', most: 100 },
]

const anyTarget = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...ids) },
  { weight: 1, arbitrary: fc.constantFrom('nowhere', null) },
)
const anyStep = fc.record({
  settings: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...settings) },
    { weight: 1, arbitrary: fc.constantFrom(...settings.filter(({ type }) => type === 'ask_question')) },
  ),
  targets: fc.array(anyTarget, { minLength: 12, maxLength: 12 }),
})

export const anyDefinition: fc.Arbitrary<WorkflowDefinition> = fc
  .record({
    steps: fc.array(anyStep, { minLength: 1, maxLength: ids.length }),
    endsOn: fc.record({ reply: fc.boolean(), assignment: fc.boolean(), close: fc.boolean() }),
  })
  .map(({ steps, endsOn }) => {
    const bare = definitionOf(steps.map((each, index) => ({ id: ids[index]!, ...each.settings })))
    const connected = bare.steps.map((step, index) => ({ ...step, exits: exits(exitsOf(step), steps[index]!.targets) }))
    return definitionOf(connected, { endsOn })
  })

function exits(names: readonly string[], targets: readonly (string | null)[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const target = targets[index % targets.length] ?? null
      return target === null ? [] : [[name, target]]
    }),
  )
}

export type Happening = Readonly<{
  event(run: RunState): RunEvent
  /** Somebody has a run that failed tried again before. */
  isRetried: boolean
  facts: FactsGiven
  afterMs: number
}>

const long = `${'a'.repeat(9999)}!`
const anyText = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '2',
    '4',
    '★★★',
    'Rope',
    'other',
    'cora@example.com',
    'boats.example',
    long,
    '1e999',
    '{{ x }}',
    '\ud83d\0\u001asecret:token\u001a',
    `a${'😀'.repeat(6000)}`,
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const anyBody = fc.oneof(
  fc.json(),
  fc.constantFrom('', '<html>', '{"orders":[{"id":"A-1"}]}', '{"orders":{"0":-0}}', '['.repeat(50_000)),
)
const always = (event: RunEvent) => fc.constant(() => event)

const anyEvent: fc.Arbitrary<Happening['event']> = fc.oneof(
  // What moves runs on comes more often than what ends them.
  { weight: 24, arbitrary: fc.constant((run: RunState) => (run.waiting?.for === 'effect' ? done(run) : goOn)) },
  { weight: 8, arbitrary: anyText.map((typed) => () => say(typed)) },
  { weight: 3, arbitrary: always({ type: 'time' }) },
  { weight: 2, arbitrary: fc.constantFrom(assigns('assigned'), assigns('waiting'), assigns('full')) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(200, 204, 302, 404, 500), anyBody).map((each) => answers(...each)) },
  { weight: 1, arbitrary: fc.constant(failed) },
  { weight: 1, arbitrary: always({ type: 'done', effectId: 'another', result: { do: 'other' } }) },
  { weight: 1, arbitrary: always({ type: 'assigned', agentId, by: 'engine' }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<RunEvent>(
        { type: 'assigned', agentId, by: 'member' },
        { type: 'assigned', agentId: null, by: 'member' },
        { type: 'member_moved' },
        { type: 'member_replied' },
        { type: 'closed' },
        { type: 'cancel', end: 'cancelled_by_member' },
      )
      .map((event) => () => event),
  },
)

const hours = { isOpen: false, nextOpening: monday + 3_600_000, text: 'Mon–Fri', opensText: 'tomorrow' }
const anyFacts: fc.Arbitrary<FactsGiven> = fc.record({
  contact: fc.record({
    name: anyText,
    tags: fc.constantFrom([], ['vip']),
    locale: fc.constantFrom(null, 'en', 'de-AT', 'no language'),
  }),
  workspace: fc.constantFrom({ name: 'X', timeZone: 'Europe/Berlin' }, { name: '\u001a', timeZone: 'No/Where' }),
  assignee: fc.constantFrom(null, { id: agentId, name: 'Ana Agent' }),
  hours: fc.constantFrom({}, { workspace: hours }, { [teamId]: { ...hours, nextOpening: null }, workspace: hours }),
  messageText: anyText,
})

export const anyHappenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({
    event: anyEvent,
    isRetried: fc.boolean(),
    facts: anyFacts,
    afterMs: fc.constantFrom(0, 60_000, 3_600_000, 100_000_000),
  }),
  { minLength: 20, maxLength: 60, size: 'max' },
)
