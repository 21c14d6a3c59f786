import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Policy } from '@fairlead/sdk'
import { english, policyExample } from './examples.ts'
import { type Setting, sentenceOf } from './sentences.ts'

const overflow = { teamId: null, afterMinutes: null, longerThan: null, whenNobodyOnline: false }

const sentences: readonly (readonly [setting: Setting, changes: Partial<Policy>, sentence: string])[] = [
  ['agentLimit', { agentLimit: 6 }, 'Ana gets at most 6 conversations of this team at a time.'],
  ['agentLimit', { agentLimit: 1 }, 'Ana gets at most 1 conversation of this team at a time.'],
  ['agentLimit', { agentLimit: 0 }, 'Ana gets no conversation of this team automatically, and nor does anybody else.'],
  [
    'owner',
    { owner: { waitMinutes: 60, overLimit: 'exceed' } },
    'A contact’s conversations go to their owner, and wait for them up to 1 hour. They get it even beyond their limit.',
  ],
  [
    'previous',
    { previous: { waitMinutes: 0, overLimit: 'respect' } },
    'Who comes back goes to whoever helped them last, if that person can take them right now. At their limit, they are passed over.',
  ],
  [
    'pace',
    { pace: { max: 3, minutes: 90 } },
    'Ana gets at most 3 new conversations in 1 hour 30 minutes, and is not buried under a backlog.',
  ],
  [
    'noAnswerMinutes',
    { noAnswerMinutes: 10 },
    'If Ana has not answered within 10 minutes of business time, somebody else gets it.',
  ],
  ['autoCloseMinutes', { autoCloseMinutes: 4320 }, 'A conversation closes after 3 days without any message.'],
  [
    'overflow',
    { overflow: { ...overflow, teamId: 'b' } },
    'Conversations move to team b, with their age, when one of these is true.',
  ],
  ['overflowAfter', { overflow: { ...overflow, afterMinutes: 20 } }, 'When one has waited here for 20 minutes.'],
  ['overflowAfter', { overflow }, 'How long one waits does not matter.'],
  ['hours', {}, 'As the workspace'],
]

describe('says what a setting means', () => {
  for (const [setting, changes, sentence] of sentences) {
    test(sentence, () => assert.equal(sentenceOf(setting, policyExample(changes), english), sentence))
  }
})

test('every setting has a sentence without gaps, on and off', () => {
  const on = policyExample({
    onlineOnly: false,
    owner: { waitMinutes: 5, overLimit: 'respect' },
    pace: { max: 2, minutes: 5 },
    overflow: { teamId: 'b', afterMinutes: 5, longerThan: 3, whenNobodyOnline: true },
    messages: {
      ...policyExample().messages,
      away: { defaultLocale: 'en', texts: { de: 'Hallo', en: 'Hello' }, everyHours: 2 },
    },
  })
  for (const policy of [policyExample(), on]) {
    for (const setting of settings) {
      assert.doesNotMatch(sentenceOf(setting, policy, english), /\{\{|sentences\.|undefined/)
    }
  }
  assert.equal(
    sentenceOf('messages.away', on, english),
    'English: “Hello”\nGerman: “Hallo”\nIn one conversation, at most once every 2 hours.',
  )
})

const settings: readonly Setting[] = [
  'strategy',
  'onlineOnly',
  'assignWhenBusy',
  'manualCountsAsTurn',
  'owner',
  'previous',
  'agentLimit',
  'pace',
  'wrapUpMinutes',
  'matchLanguage',
  'skillRelaxMinutes',
  'overflow',
  'overflowAfter',
  'overflowLonger',
  'overflowOnline',
  'noAnswerMinutes',
  'busyAfterMisses',
  'whenOffline',
  'autoCloseMinutes',
  'firstReplyMinutes',
  'deadlineNearMinutes',
  'hours',
  'outsideHours',
  'messages.assigned',
  'messages.away',
  'messages.overCapacity',
  'messages.queueUpdate',
  'messages.expectedReply',
]
