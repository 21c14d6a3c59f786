import { type Policy, policy } from '@fairlead/sdk'
import { createTranslate } from '../../i18n/translate.ts'
import hours from '../../locales/en/hours.json' with { type: 'json' }
import texts from '../../locales/en/policy.json' with { type: 'json' }
import type { Speech } from './sentences.ts'

/** A made-up policy for tests. */
export function policyExample(changes: Partial<Policy> = {}): Policy {
  return { ...policy.parse({}), ...changes }
}

export const english: Speech = {
  t: createTranslate('en', ['policy'], () => texts),
  tHours: createTranslate('en', ['hours'], () => hours),
  language: 'en',
  who: 'Ana',
  teamName: (id) => `team ${id}`,
}
