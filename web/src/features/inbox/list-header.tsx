import { Button, Menu, Pill, Text } from '@mantine/core'
import { IconCheck, IconChevronDown, IconUsersGroup } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type ListFilters, type View, views } from '../conversations/conversation-list.ts'
import { useMembers, useTeams } from '../conversations/use-names.ts'
import classes from './list-header.module.css'
import { useCounts, viewIcons } from './view-nav.tsx'

type Props = Readonly<{ view: View; filters: ListFilters }>

/** What the list shows; where the views have no column of their own, they are chosen here. */
export function ListHeader({ view, filters }: Props) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const counts = useCounts()
  const teams = useTeams()
  const members = useMembers()
  const { teamId, contactId, assigneeId, channelId } = filters
  const count = counts(view)
  const go = (to: View, search: ListFilters) => navigate({ to: '/inbox/$view', params: { view: to }, search })
  const isNarrowed = contactId !== undefined || assigneeId !== undefined || channelId !== undefined

  return (
    <header className={classes.header}>
      <Text component="h2" className={classes.title}>
        {t(`views.${view}`)}
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
            {t(`views.${view}`)}
            {count !== null && <span className={classes.count}>{count}</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map((name) => {
            const Icon = viewIcons[name]
            return (
              <Menu.Item
                key={name}
                onClick={() => go(name, filters)}
                leftSection={<Icon size={16} aria-hidden />}
                rightSection={counts(name)}
              >
                {t(`views.${name}`)}
              </Menu.Item>
            )
          })}
          {teams.size > 1 && (
            <>
              <Menu.Divider />
              <Menu.Item
                onClick={() => go(view, {})}
                rightSection={teamId === undefined ? <IconCheck size={14} /> : null}
              >
                {t('teams.all')}
              </Menu.Item>
              {[...teams.values()].map(({ id, name }) => (
                <Menu.Item
                  key={id}
                  onClick={() => go(view, { teamId: id })}
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
        <Pill withRemoveButton onRemove={() => go(view, {})}>
          {teams.get(teamId)?.name ?? t('teams.none')}
        </Pill>
      )}
      {isNarrowed && (
        <Pill withRemoveButton onRemove={() => go(view, {})}>
          {members.get(assigneeId ?? '')?.name ?? t('list.contactFilter')}
        </Pill>
      )}
    </header>
  )
}
