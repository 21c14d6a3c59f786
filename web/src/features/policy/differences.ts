import type { ExpectationKind, Policy } from '@fairlead/sdk'
import { isSame } from './presets.ts'
import { type Setting, type Speech, sentenceOf } from './sentences.ts'

export type Difference = Readonly<{ setting: Setting; before: string; after: string }>

const messageParts: readonly (ExpectationKind | 'expectedReply')[] = [
  'assigned',
  'away',
  'overCapacity',
  'queueUpdate',
  'expectedReply',
]
const conditions: readonly Setting[] = ['overflow', 'overflowAfter', 'overflowLonger', 'overflowOnline']
const plain: readonly Exclude<keyof Policy, 'messages' | 'overflow'>[] = [
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
  'noAnswerMinutes',
  'busyAfterMisses',
  'whenOffline',
  'autoCloseMinutes',
  'firstReplyMinutes',
  'deadlineNearMinutes',
  'hours',
  'outsideHours',
]

/** What one version says otherwise than the one before, each in the words of its setting. */
export function differencesOf(before: Policy, after: Policy, speech: Speech): Difference[] {
  const changed: Setting[] = [
    ...plain.filter((setting) => !isSame(before[setting], after[setting])),
    ...(isSame(before.overflow, after.overflow) ? [] : conditions.filter((each) => differs(each))),
    ...messageParts
      .filter((part) => !isSame(before.messages[part], after.messages[part]))
      .map((part) => `messages.${part}` as const),
  ]
  return changed.map((setting) => ({
    setting,
    before: sentenceOf(setting, before, speech),
    after: sentenceOf(setting, after, speech),
  }))

  function differs(setting: Setting): boolean {
    return sentenceOf(setting, before, speech) !== sentenceOf(setting, after, speech)
  }
}
