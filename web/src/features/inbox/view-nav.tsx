import { ActionIcon, Text } from '@mantine/core'
import {
  IconArchive,
  IconAt,
  IconFilter,
  IconHourglass,
  IconInbox,
  IconKeyboard,
  IconMoon,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { type ListFilters, type View, views } from '../conversations/conversation-list.ts'
import { countsQuery } from '../conversations/queries.ts'
import { useTeams } from '../conversations/use-names.ts'
import { SearchLink } from '../search/search-link.tsx'
import { SavedViews } from '../views/saved-views.tsx'
import { countText } from './count-text.ts'
import { useLocale } from './use-locale.ts'
import classes from './view-nav.module.css'

export const viewIcons = {
  mine: IconUser,
  waiting: IconHourglass,
  all: IconInbox,
  mentions: IconAt,
  snoozed: IconMoon,
  closed: IconArchive,
  saved: IconFilter,
} satisfies Record<View, unknown>

type Props = Readonly<{ view: View; filters: ListFilters; onShowShortcuts(): void }>

/** The views with how many conversations each holds, and the teams to look at one of. */
export const ViewNav = memo(function ViewNav({ view, filters, onShowShortcuts }: Props) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const counts = useCounts()
  const teamCounts = useTeamCounts()
  const teams = [...useTeams().values()]
  const teamId = filters.teamId ?? null
  // A team is looked at in the view that is open; a saved one says itself of which teams it is.
  const teamView = view === 'saved' ? 'all' : view

  return (
    <nav className={classes.nav} aria-label={t('views.label')}>
      <SearchLink />
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
                {count !== null && count > 0 && <span className={classes.count}>{countText(count, locale)}</span>}
              </Link>
            </li>
          )
        })}
      </ul>
      <SavedViews currentId={view === 'saved' ? (filters.viewId ?? null) : null} />
      {teams.length > 1 && (
        <>
          <Text component="h2" className={classes.heading}>
            {t('teams.label')}
          </Text>
          <ul className={classes.list}>
            <li>
              <TeamLink
                view={teamView}
                teamId={null}
                name={t('teams.all')}
                count={null}
                isCurrent={teamId === null && view !== 'saved'}
              />
            </li>
            {teams.map(({ id, name }) => (
              <li key={id}>
                <TeamLink
                  view={teamView}
                  teamId={id}
                  name={name}
                  count={teamCounts[id] ?? null}
                  isCurrent={teamId === id}
                />
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
})

export function useCounts(): (view: View) => number | null {
  const { data } = useQuery(countsQuery)
  return (view) => (data === undefined || view === 'closed' || view === 'saved' ? null : data[view])
}

/** How many wait, of the teams one is in. */
function useTeamCounts(): Readonly<Record<string, number>> {
  return useQuery(countsQuery).data?.teams ?? {}
}

type TeamProps = Readonly<{
  view: View
  teamId: string | null
  name: string
  count: number | null
  isCurrent: boolean
}>

function TeamLink({ view, teamId, name, count, isCurrent }: TeamProps) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
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
      {count !== null && count > 0 && (
        <span className={classes.count} title={t('teams.waiting', { count })}>
          {countText(count, locale)}
        </span>
      )}
    </Link>
  )
}
