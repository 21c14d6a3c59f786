import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Field, type WorkflowDefinitionInput, workflowDefinition } from '@fairlead/sdk'
import { fieldProblems } from './field-problems.ts'

type Step = WorkflowDefinitionInput['steps'][number]
type Question = Extract<Step, { type: 'ask_question' }>
type Answer = NonNullable<Question['answer']>

const text = { defaultLocale: 'en', texts: { en: 'Which?' } }
const field = (key: string, type: Field['type'], options: string[] = []): Field => ({
  ...{ id: crypto.randomUUID(), subject: 'contact', name: key, position: 0 },
  ...{ key, type, options },
})
const fields = [
  ...(['text', 'paragraph', 'number', 'yes_no', 'date', 'link'] as const).map((type) => field(type, type)),
  field('plan', 'choice', ['Gold', 'Silver']),
  field('stars', 'choices', ['1', '2', '3', '4', '5']),
  field('some_stars', 'choice', ['4', '5']),
  field('days', 'choice', ['2026-11-30']),
]

/** By answer: where it can always be kept, where sometimes. Everywhere else it never can. */
const kept: Readonly<Record<Answer, Readonly<{ always: string; sometimes: string }>>> = {
  text: { always: 'text paragraph name', sometimes: 'number yes_no date link plan stars some_stars days email phone' },
  choice: { always: 'text paragraph name plan', sometimes: '' },
  number: { always: 'text paragraph name number', sometimes: 'stars some_stars phone' },
  rating: { always: 'text paragraph name number stars', sometimes: 'some_stars' },
  email: { always: 'text paragraph name email', sometimes: '' },
  phone: { always: 'text paragraph name phone', sometimes: '' },
  url: { always: 'text paragraph name link', sometimes: '' },
  date: { always: 'text paragraph name date', sometimes: 'days' },
  location: { always: 'text paragraph name', sometimes: '' },
  file: { always: '', sometimes: '' },
}
const places = [...fields.map(({ key }) => key), 'name', 'email', 'phone']

for (const [answer, { always, sometimes }] of Object.entries(kept)) {
  test(`${answer}: where an answer can be kept is told`, () => {
    for (const place of places) {
      const level = always.split(' ').includes(place)
        ? null
        : sometimes.split(' ').includes(place)
          ? 'warning'
          : 'error'
      const found = problemsOf([ask({ answer: answer as Answer, saveTo: placeOf(place) })])
      const isOfContact = place === 'name' || place === 'email' || place === 'phone'
      const reason = level === 'error' ? 'answer_unfit' : 'answer_doubtful'
      const path = isOfContact ? 'saveTo' : 'saveTo.key'
      const expected = level === null ? [] : [{ code: 'invalid', level, stepId: 'ask', path, data: { reason } }]
      assert.deepEqual(found, expected, place)
    }
  })
}

test('choices are looked at one by one, as far as they are known', () => {
  const choice = (id: string, en: string) => ({ id, title: { defaultLocale: 'en', texts: { en } } })
  const levelOf = (...choices: ReturnType<typeof choice>[]) =>
    problemsOf([ask({ answer: 'choice', choices, saveTo: placeOf('plan') })]).map(({ level }) => level)
  assert.deepEqual(levelOf(choice('a', 'Gold'), choice('b', 'Silver')), [])
  assert.deepEqual(levelOf(choice('a', 'Gold'), choice('b', 'Tin')), ['warning'])
  assert.deepEqual(levelOf(choice('a', 'Tin')), ['error'])
  assert.deepEqual(levelOf(choice('a', '{{ variable.tin }}')), ['warning'])
})

test('what is kept in a variable, or in a field that is gone, is no matter of kinds', () => {
  assert.deepEqual(problemsOf([ask({ answer: 'file', saveTo: { kind: 'variable', name: 'x' } })]), [])
  assert.deepEqual(problemsOf([ask({ answer: 'file', saveTo: { kind: 'contact_field', key: 'gone' } })]), [])
  // That is one of contacts.
  assert.deepEqual(problemsOf([ask({ answer: 'file', saveTo: { kind: 'conversation_field', key: 'text' } })]), [])
})

test('what a step sets has to stand in the field, too, as far as it is known', () => {
  const problems = problemsOf([
    {
      ...{ id: 'edit', type: 'edit_contact' },
      fields: {
        ...{ text: '4', number: 4, date: 'soon', plan: 'Tin', link: null, yes_no: 'true', paragraph: true, gone: 'x' },
        ...{ stars: ['1', '6'], days: '{{ variable.day }}' },
      },
    },
  ])
  assert.deepEqual(
    problems.map(({ level, path, data }) => [level, path, data.reason]),
    ['date', 'plan', 'paragraph', 'stars'].map((key) => ['error', `fields.${key}`, 'value_unfit']),
  )
})

const gold = { id: 'gold', title: { defaultLocale: 'en', texts: { en: 'Gold' } } }

function ask(settings: Partial<Question>): Question {
  const choices = settings.answer === 'choice' ? [gold] : []
  return { id: 'ask', type: 'ask_question', text, choices, ...settings }
}

function placeOf(place: string): Question['saveTo'] {
  const isOfContact = place === 'name' || place === 'email' || place === 'phone'
  return isOfContact ? { kind: 'contact', what: place } : { kind: 'contact_field', key: place }
}

function problemsOf(steps: readonly Step[]) {
  return fieldProblems(workflowDefinition.parse({ start: { trigger: { type: 'workflow' } }, steps }), fields)
}
