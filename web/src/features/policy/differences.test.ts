import assert from 'node:assert/strict'
import test from 'node:test'
import { differencesOf } from './differences.ts'
import { english, policyExample } from './examples.ts'

test('versions that say the same do not differ', () => {
  assert.deepEqual(differencesOf(policyExample(), policyExample(), english), [])
})

test('says of each setting what it was and what it is', () => {
  assert.deepEqual(differencesOf(policyExample(), policyExample({ strategy: 'least_open', agentLimit: 6 }), english), [
    { setting: 'strategy', before: 'Take turns', after: 'Fewest open first' },
    {
      setting: 'agentLimit',
      before: 'No limit of this team’s own. The limits of the workspace and of each member hold all the same.',
      after: 'Ana gets at most 6 conversations of this team at a time.',
    },
  ])
})

test('names only the conditions of the overflow that changed', () => {
  const overflow = { teamId: 'b', afterMinutes: 5, longerThan: 3, whenNobodyOnline: false }
  const changed = differencesOf(
    policyExample({ overflow }),
    policyExample({ overflow: { ...overflow, afterMinutes: 10 } }),
    english,
  )
  assert.deepEqual(
    changed.map(({ setting }) => setting),
    ['overflowAfter'],
  )
})

test('tells of messages one by one', () => {
  const away = { defaultLocale: 'en', texts: { en: 'Closed.' }, everyHours: 0 }
  const messages = { ...policyExample().messages, away }
  assert.deepEqual(differencesOf(policyExample(), policyExample({ messages }), english), [
    {
      setting: 'messages.away',
      before: 'Not sent.',
      after: 'English: “Closed.”\nWhenever it becomes true again, however soon.',
    },
  ])
})
