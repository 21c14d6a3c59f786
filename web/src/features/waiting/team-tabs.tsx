import type { Team } from '@fairlead/sdk'
import { Badge, Select } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { queueLengthQuery } from './queries.ts'
import classes from './waiting.module.css'

const mostTabs = 9

/** The teams with how many wait in each. Where there are many, or little room, one is chosen from a list. */
export function TeamTabs({ teams, currentId }: { teams: readonly Team[]; currentId: string }) {
  const { t } = useTranslation('assignment')
  const navigate = useNavigate()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const counts = useQueries({ queries: teams.map(({ id }) => queueLengthQuery(id)) }).map(({ data }) => data)

  if (teams.length > mostTabs || (isPhone && teams.length > 2)) {
    return (
      <Select
        aria-label={t('waiting.teams')}
        maw={320}
        mt="sm"
        searchable={teams.length > mostTabs}
        allowDeselect={false}
        data={teams.map(({ id, name }, index) => ({
          value: id,
          label: counts[index] === undefined ? name : `${name} (${counts[index]})`,
        }))}
        value={currentId}
        onChange={(teamId) => teamId !== null && navigate({ to: '/waiting', search: { teamId } })}
      />
    )
  }
  return (
    <nav className={classes.tabs} aria-label={t('waiting.teams')}>
      {teams.map(({ id, name }, index) => (
        <Link
          key={id}
          to="/waiting"
          search={{ teamId: id }}
          className={classes.tab}
          data-current={id === currentId || undefined}
          aria-current={id === currentId ? 'page' : undefined}
        >
          {name}
          {counts[index] !== undefined && (
            <Badge size="sm" variant={counts[index] > 0 ? 'light' : 'default'} circle={counts[index] < 10}>
              {counts[index]}
            </Badge>
          )}
        </Link>
      ))}
    </nav>
  )
}
