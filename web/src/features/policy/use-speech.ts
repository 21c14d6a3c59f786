import type { Team } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { membersQuery } from '../members/queries.ts'
import { teamsQuery } from '../teams/queries.ts'
import type { Speech } from './sentences.ts'

/** How to speak of a team's policy; the first of its members serves as the example. */
export function useSpeech(team: Team | null): Speech {
  const { t, i18n } = useTranslation('policy')
  const { t: tHours } = useTranslation('hours')
  const teams = useQuery(teamsQuery)
  const members = useQuery(membersQuery)
  const ids = new Set(team?.members.map(({ memberId }) => memberId))
  const example = members.data?.data.find(({ id, isDeactivated, name }) => ids.has(id) && !isDeactivated && name !== '')

  return {
    t,
    tHours,
    language: i18n.language,
    who: example?.name ?? t('anAgent'),
    teamName: (id) => teams.data?.data.find((each) => each.id === id)?.name ?? t('somebody'),
  }
}
