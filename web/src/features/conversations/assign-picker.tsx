import { Combobox, Loader, useCombobox } from '@mantine/core'
import { IconArrowBackUp, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMe } from '../session/queries.ts'
import { assignOptionsOf, type PersonOption, type Subject } from './assign-options.ts'
import classes from './assign-picker.module.css'
import { PersonLine } from './person-line.tsx'
import { candidatesQuery } from './queries.ts'
import type { Assignment } from './use-actions.tsx'
import { useMembers, useTeams } from './use-names.ts'

type Props = Readonly<{
  subject: Subject
  isOpen: boolean
  onOpenChange(isOpen: boolean): void
  onAssign(assignment: Assignment): void
  children: ReactElement
}>

/** Chooses who has a conversation, or several: a person, another team, or the queue. */
export function AssignPicker({ subject, isOpen, onOpenChange, onAssign, children }: Props) {
  const { t } = useTranslation('assignment')
  const { member: me } = useMe()
  const members = useMembers()
  const teams = useTeams()
  const [search, setSearch] = useState('')
  const { teamId, conversationId, assigneeId } = subject
  const {
    data: candidates = [],
    isLoading: isAsking,
    failureCount,
  } = useQuery({
    ...candidatesQuery(teamId ?? '', conversationId),
    enabled: isOpen && teamId !== null,
  })
  // Without an answer people are known all the same, only not how much they have.
  const isLoading = isAsking && failureCount === 0
  const combobox = useCombobox({
    opened: isOpen,
    onOpenedChange: onOpenChange,
    onDropdownClose: (source) => {
      combobox.resetSelectedOption()
      setSearch('')
      // Who clicked elsewhere wants to be there.
      if (source === 'keyboard') combobox.focusTarget()
    },
  })
  const known = { subject, candidates, members: members.values(), teams: teams.values() }
  const options = assignOptionsOf(known, search)
  const isEmpty = options.inTeam.length + options.others.length + options.teams.length === 0

  // The best match is a key away, however one got to it. While nobody is listed yet, Enter must not put it back.
  const firstId = [...options.inTeam, ...options.others, ...options.teams][0]?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other options are shown
  useEffect(() => {
    if (isOpen && firstId !== undefined) combobox.selectFirstOption()
  }, [isOpen, firstId, search])

  function choose(value: string) {
    const [kind, id = ''] = value.split(' ')
    combobox.closeDropdown('keyboard')
    if (kind === 'queue') onAssign({ memberId: null })
    else if (kind === 'team') onAssign({ teamId: id })
    else if (id !== assigneeId) onAssign({ memberId: id })
  }

  const person = (option: PersonOption) => (
    <Combobox.Option
      className={classes.option}
      key={option.id}
      value={`member ${option.id}`}
      active={option.id === assigneeId}
    >
      <PersonLine option={option} subject={subject} isMe={option.id === me.id} />
    </Combobox.Option>
  )

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={choose}
      width={420}
      position="bottom-end"
      shadow="md"
      keepMounted={false}
    >
      <Combobox.Target targetType="button">{children}</Combobox.Target>
      <Combobox.Dropdown
        className={classes.dropdown}
        aria-label={subject.count === 1 ? t('picker.labelOne') : t('picker.labelMany', { count: subject.count })}
      >
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            combobox.resetSelectedOption()
          }}
          placeholder={t('picker.search')}
          aria-label={t('picker.search')}
          autoFocus
          rightSection={isLoading ? <Loader size={14} /> : null}
        />
        <Combobox.Options
          mah={420}
          style={{ overflowY: 'auto' }}
          aria-label={subject.count === 1 ? t('picker.labelOne') : t('picker.labelMany', { count: subject.count })}
        >
          {options.inTeam.length > 0 && (
            <Combobox.Group label={t('picker.team', { name: teams.get(teamId ?? '')?.name ?? '' })}>
              {options.inTeam.map(person)}
            </Combobox.Group>
          )}
          {options.others.length > 0 && !isLoading && (
            <Combobox.Group label={t('picker.others')}>{options.others.map(person)}</Combobox.Group>
          )}
          {options.teams.length > 0 && (
            <Combobox.Group label={t('picker.move')}>
              {options.teams.map((team) => (
                <Combobox.Option key={team.id} value={`team ${team.id}`}>
                  <IconUsersGroup size={16} className={classes.icon} aria-hidden />
                  {team.name}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {options.canUnassign && (
            <Combobox.Option value="queue">
              <IconArrowBackUp size={16} className={classes.icon} aria-hidden />
              {t('picker.unassign')}
            </Combobox.Option>
          )}
          {isEmpty && !isLoading && <Combobox.Empty>{t('picker.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
