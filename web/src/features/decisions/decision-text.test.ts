import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTranslate } from '../../i18n/translate.ts'
import english from '../../locales/en/assignment.json' with { type: 'json' }
import { decisionText } from './decision-text.ts'

const at = '2026-03-02T10:00:00.000Z'
const t = createTranslate('en', ['assignment'], () => english)
const say = (...words: { key: string; values: Record<string, string | number | Record<string, number>> }[]) =>
  decisionText({ sentence: 'As it was written.', words }, at, 'en-GB', t)

test('says the sentences of a decision one after the other', () => {
  assert.equal(
    say(
      { key: 'wait_over', values: { name: 'Cem Agent' } },
      { key: 'lowest_load', values: { name: 'Ana Agent', load: 2 } },
      { key: 'over_limit', values: {} },
    ),
    'The wait for Cem Agent was over. Ana Agent had the lowest load (2). They are over their limit, as the policy allows for this.',
  )
})

test('says that a workflow asked for it', () => {
  assert.equal(
    say({ key: 'lowest_load', values: { name: 'Ana Agent', load: 2 } }, { key: 'as_workflow_asked', values: {} }),
    'Ana Agent had the lowest load (2). A workflow asked for it to be assigned this way.',
  )
})

test('tells why nobody could, and which limits were reached', () => {
  assert.equal(
    say({ key: 'nobody_eligible', values: { excluded: { at_capacity: 2, busy: 1 }, limits: { agent: 2 } } }),
    'Nobody could take it: 2 at a limit (2 at their own limit) and 1 busy.',
  )
})

test('tells how long, where to, and that a team has no name any more', () => {
  assert.equal(
    say({ key: 'waited_too_long', values: { team: 'Support', minutes: 1 } }),
    'Waited 1 minute in Support: went on to another team.',
  )
  assert.equal(
    say({ key: 'waited_too_long', values: { team: 'Support', to: 'Sales', minutes: 5 } }),
    'Waited 5 minutes in Support: went on to Sales.',
  )
})

test('what it does not know, or what has no words, is told as it was written', () => {
  assert.equal(say({ key: 'a_reason_of_tomorrow', values: {} }), 'As it was written.')
  assert.equal(decisionText({ sentence: 'As it was written.' }, at, 'en', t), 'As it was written.')
  assert.equal(decisionText({ sentence: null, words: [] }, at, 'en', t), '')
})
