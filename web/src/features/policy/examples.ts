import { type Policy, policy } from '@fairlead/sdk'
import i18n from 'i18next'
import hours from '../../locales/en/hours.json' with { type: 'json' }
import texts from '../../locales/en/policy.json' with { type: 'json' }
import type { Speech } from './sentences.ts'

/** A made-up policy for tests. */
export function policyExample(changes: Partial<Policy> = {}): Policy {
  return { ...policy.parse({}), ...changes }
}

const translations = i18n.createInstance()
await translations.init({
  lng: 'en',
  ns: ['policy', 'hours'],
  resources: { en: { policy: texts, hours } },
  interpolation: { escapeValue: false },
})

export const english: Speech = {
  t: translations.getFixedT('en', 'policy'),
  tHours: translations.getFixedT('en', 'hours'),
  language: 'en',
  who: 'Ana',
  teamName: (id) => `team ${id}`,
}
