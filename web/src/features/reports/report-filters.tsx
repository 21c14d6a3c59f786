import type { Team } from '@fairlead/sdk'
import { Group, SegmentedControl, Select } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type Period, periods } from './kept-share.ts'

type Props = Readonly<{
  days: Period
  teamId: string | undefined
  teams: readonly Team[]
  onChange: (chosen: { days: Period; teamId: string | undefined }) => void
}>

const all = 'all'

export function ReportFilters({ days, teamId, teams, onChange }: Props) {
  const { t } = useTranslation('reports')
  return (
    <Group gap="sm">
      <SegmentedControl
        aria-label={t('promises.period')}
        data={periods.map((count) => ({ value: String(count), label: t('promises.days', { count }) }))}
        value={String(days)}
        onChange={(value) => {
          const chosen = periods.find((count) => String(count) === value)
          if (chosen) onChange({ days: chosen, teamId })
        }}
      />
      {teams.length > 1 && (
        <Select
          aria-label={t('promises.team')}
          w={200}
          allowDeselect={false}
          searchable={teams.length > 9}
          data={[
            { value: all, label: t('promises.allTeams') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={teamId ?? all}
          onChange={(value) => onChange({ days, teamId: value === null || value === all ? undefined : value })}
        />
      )}
    </Group>
  )
}
