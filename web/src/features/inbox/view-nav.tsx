import { ActionIcon, Text, Tooltip } from '@mantine/core'
import {
  IconArchive,
  IconHourglass,
  IconInbox,
  IconKeyboard,
  IconMoon,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type View, views } from '../conversations/conversation-list.ts'
import { countsQuery } from '../conversations/queries.ts'
import { useTeams } from '../conversations/use-names.ts'
import classes from './view-nav.module.css'

export const viewIcons = {
  mine: IconUser,
  waiting: IconHourglass,
  all: IconInbox,
  snoozed: IconMoon,
  closed: IconArchive,
} satisfies Record<View, unknown>

type Props = Readonly<{ view: View; teamId: string | null; onShowShortcuts(): void }>

/** The views with how many conversations each holds, and the teams to look at one of. */
export function ViewNav({ view, teamId, onShowShortcuts }: Props) {
  const { t } = useTranslation('inbox')
  const counts = useCounts()
  const teams = [...useTeams().values()]

  return (
    <nav className={classes.nav} aria-label={t('views.label')}>
      <ul className={classes.list}>
        {views.map((name) => {
          const Icon = viewIcons[name]
          const count = counts(name)
          return (
            <li key={name}>
              <Link
                to="/inbox/$view"
                params={{ view: name }}
                search={teamId === null ? {} : { teamId }}
                activeOptions={{ exact: true }}
                className={classes.link}
                data-current={name === view || undefined}
                aria-current={name === view ? 'page' : undefined}
              >
                <Icon size={17} stroke={1.7} aria-hidden />
                <span className={classes.name}>{t(`views.${name}`)}</span>
                {count !== null && <span className={classes.count}>{count}</span>}
              </Link>
            </li>
          )
        })}
      </ul>
      {teams.length > 1 && (
        <>
          <Text component="h2" className={classes.heading}>
            {t('teams.label')}
          </Text>
          <ul className={classes.list}>
            <li>
              <TeamLink view={view} teamId={null} name={t('teams.all')} isCurrent={teamId === null} />
            </li>
            {teams.map(({ id, name }) => (
              <li key={id}>
                <TeamLink view={view} teamId={id} name={name} isCurrent={teamId === id} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Tooltip label={t('actions.shortcuts')}>
        <ActionIcon
          className={classes.shortcuts}
          variant="subtle"
          color="gray"
          onClick={onShowShortcuts}
          aria-label={t('actions.shortcuts')}
        >
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </nav>
  )
}

export function useCounts(): (view: View) => number | null {
  const { data } = useQuery(countsQuery)
  return (view) => (data === undefined || view === 'closed' ? null : data[view])
}

type TeamProps = Readonly<{ view: View; teamId: string | null; name: string; isCurrent: boolean }>

function TeamLink({ view, teamId, name, isCurrent }: TeamProps) {
  return (
    <Link
      to="/inbox/$view"
      params={{ view }}
      search={teamId === null ? {} : { teamId }}
      activeOptions={{ exact: true }}
      className={classes.link}
      data-current={isCurrent || undefined}
      aria-current={isCurrent || undefined}
      data-filter={isCurrent || undefined}
    >
      <IconUsersGroup size={17} stroke={1.7} aria-hidden />
      <span className={classes.name}>{name}</span>
    </Link>
  )
}
