import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { medium } from '../../ui/form/widths.ts'
import { useMe } from '../session/queries.ts'
import { teamsQuery } from '../teams/queries.ts'

type Props = Readonly<{ value: string | null; onChange: (teamId: string | null) => void; error?: React.ReactNode }>

/** The team of a channel; none means the workspace's default team. */
export function TeamSelect({ value, onChange, error }: Props) {
  const { t } = useTranslation('settings')
  const { workspace } = useMe()
  const { data } = useQuery(teamsQuery)
  const teams = data?.data ?? []
  const standard = teams.find(({ id }) => id === workspace.defaultTeamId)

  return (
    <Select
      label={t('channels.team')}
      description={t('channels.teamHint')}
      {...medium}
      data={[
        { value: '', label: standard ? t('channels.noTeam', { name: standard.name }) : t('channels.noTeamAtAll') },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value ?? ''}
      onChange={(next) => onChange(next === '' ? null : next)}
      allowDeselect={false}
      error={error}
    />
  )
}
