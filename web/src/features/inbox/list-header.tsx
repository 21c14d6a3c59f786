import { Button, Pill, Text } from '@mantine/core'
import { IconCheck, IconChevronDown, IconFilter, IconFilterPlus, IconUsersGroup } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Menu } from '../../ui/menu.tsx'
import { type ListFilters, type ListScope, type View, views } from '../conversations/conversation-list.ts'
import { useMembers, useTeams } from '../conversations/use-names.ts'
import { useViews } from '../views/queries.ts'
import { editView } from '../views/view-dialog-state.ts'
import { countText } from './count-text.ts'
import classes from './list-header.module.css'
import { SortMenu } from './sort-menu.tsx'
import { useLocale } from './use-locale.ts'
import { useCounts, viewIcons } from './view-nav.tsx'

type Props = Readonly<{ scope: ListScope; shownCount: number; hasMore: boolean }>

/** What the list shows; where the views have no column of their own, they are chosen here. */
export function ListHeader({ scope, shownCount, hasMore }: Props) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const navigate = useNavigate()
  const saved = useViews()
  const { view, filters } = scope
  const counts = useCounts()
  const teams = useTeams()
  const members = useMembers()
  const { teamId, contactId, assigneeId, channelId, viewId } = filters
  const count = counts(view)
  const name =
    view === 'saved' ? (saved?.find(({ id }) => id === viewId)?.name ?? t('views.saved')) : t(`views.${view}`)
  const go = (to: View, search: ListFilters) => navigate({ to: '/inbox/$view', params: { view: to }, search })
  const teamView = view === 'saved' ? 'all' : view
  const withoutNarrowing = viewId === undefined ? {} : { viewId }
  const isNarrowed = contactId !== undefined || assigneeId !== undefined || channelId !== undefined

  return (
    <header className={classes.header}>
      <Text component="h1" className={classes.title} truncate>
        {name}
        {view === 'saved' && shownCount > 0 && (
          <span className={classes.count}>
            {new Intl.NumberFormat(locale).format(shownCount)}
            {hasMore && '+'}
          </span>
        )}
      </Text>
      <Menu position="bottom-start" width={230}>
        <Menu.Target>
          <Button
            className={classes.menu}
            variant="subtle"
            color="gray"
            rightSection={<IconChevronDown size={14} />}
            data-filter
          >
            <span className={classes.menuName}>{name}</span>
            {count !== null && <span className={classes.count}>{countText(count, locale)}</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>
          {views.map((each) => {
            const Icon = viewIcons[each]
            const eachCount = counts(each)
            return (
              <Menu.Item
                key={each}
                onClick={() => go(each, teamId === undefined ? {} : { teamId })}
                leftSection={<Icon size={16} aria-hidden />}
                rightSection={eachCount === null || eachCount === 0 ? null : countText(eachCount, locale)}
              >
                {t(`views.${each}`)}
              </Menu.Item>
            )
          })}
          <Menu.Divider />
          {saved?.map((each) => (
            <Menu.Item
              key={each.id}
              onClick={() => go('saved', { viewId: each.id })}
              leftSection={<IconFilter size={16} aria-hidden />}
              rightSection={each.id === viewId ? <IconCheck size={14} /> : null}
            >
              {each.name}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => editView('new')} leftSection={<IconFilterPlus size={16} aria-hidden />}>
            {t('saved.new')}
          </Menu.Item>
          {teams.size > 1 && (
            <>
              <Menu.Divider />
              <Menu.Item
                onClick={() => go(teamView, {})}
                rightSection={teamId === undefined ? <IconCheck size={14} /> : null}
              >
                {t('teams.all')}
              </Menu.Item>
              {[...teams.values()].map(({ id, name }) => (
                <Menu.Item
                  key={id}
                  onClick={() => go(teamView, { teamId: id })}
                  leftSection={<IconUsersGroup size={16} aria-hidden />}
                  rightSection={teamId === id ? <IconCheck size={14} /> : null}
                >
                  {name}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {teamId !== undefined && (
        <Pill withRemoveButton onRemove={() => go(view, withoutNarrowing)}>
          {teams.get(teamId)?.name ?? t('teams.none')}
        </Pill>
      )}
      {isNarrowed && (
        <Pill withRemoveButton onRemove={() => go(view, withoutNarrowing)}>
          {members.get(assigneeId ?? '')?.name ?? t('list.contactFilter')}
        </Pill>
      )}
      <SortMenu scope={scope} />
    </header>
  )
}
