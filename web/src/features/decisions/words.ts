import type { Decision } from '@fairlead/sdk'
import { strategy } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMembers, useTeams } from '../conversations/use-names.ts'
import { knownExclusion } from './explanation.ts'

const triggers = [
  'conversation_opened',
  'conversation_reopened',
  'conversation_closed',
  'conversation_snoozed',
  'conversation_unsnoozed',
  'conversation_unassigned',
  'conversation_assigned',
  'conversation_moved',
  'conversation_changed',
  'conversation_check-answer',
  'conversation_declined',
  'member_presence_changed',
  'member_changed',
  'team_changed',
  'skill_changed',
  'skill_deleted',
  'channel_changed',
  'contact_changed',
  'contact_merged',
  'workspace_changed',
  'timer',
  'sweep',
] as const

/** The engine's words in those of people. What a later version says stays as it is. */
export function useWords() {
  const { t } = useTranslation(['assignment', 'inbox'])
  const members = useMembers()
  const teams = useTeams()

  return {
    person: (id: string | null) => members.get(id ?? '')?.name ?? t('inbox:history.somebody'),
    team: (id: string | null) => teams.get(id ?? '')?.name ?? t('inbox:teams.none'),
    strategy: (name: string) => {
      const known = strategy.safeParse(name)
      return known.success ? t(`strategy.${known.data}`) : name
    },
    exclusion: (reason: string) => {
      const known = knownExclusion(reason)
      return known ? t(`exclusion.${known}`) : reason
    },
    exclusionHint: (reason: string) => {
      const known = knownExclusion(reason)
      return known ? t(`exclusionHint.${known}`) : null
    },
    trigger: (name: Decision['trigger']) => {
      const known = triggers.find((each) => each === name.replace('.', '_'))
      return known ? t(`trigger.${known}`) : null
    },
  }
}
