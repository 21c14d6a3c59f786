import type { Conversation } from '@fairlead/sdk'
import { Combobox, Loader, useCombobox } from '@mantine/core'
import { IconArrowBackUp, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/queries.ts'
import { assignOptionsOf, type PersonOption } from './assign-options.ts'
import classes from './assign-picker.module.css'
import { PersonLine } from './person-line.tsx'
import { candidatesQuery } from './queries.ts'
import type { Assignment } from './use-actions.tsx'
import { useMembers, useTeams } from './use-names.ts'

type Props = Readonly<{
  conversation: Conversation
  isOpen: boolean
  onOpenChange(isOpen: boolean): void
  onAssign(assignment: Assignment): void
  children: ReactElement
}>

/** Chooses who has a conversation: a person, another team, or the queue. */
export function AssignPicker({ conversation, isOpen, onOpenChange, onAssign, children }: Props) {
  const { t } = useTranslation('inbox')
  const { member: me } = useMe()
  const members = useMembers()
  const teams = useTeams()
  const [search, setSearch] = useState('')
  const { teamId } = conversation
  const { data: candidates = [], isLoading } = useQuery({
    ...candidatesQuery(teamId ?? '', conversation.id),
    enabled: isOpen && teamId !== null,
  })
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
  const known = { conversation, candidates, members: members.values(), teams: teams.values() }
  const options = assignOptionsOf(known, search)
  const isEmpty = options.inTeam.length + options.others.length + options.teams.length === 0

  // The best match is a key away.
  const firstId = [...options.inTeam, ...options.others, ...options.teams][0]?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the first option is another one
  useEffect(() => {
    if (isOpen) combobox.selectFirstOption()
  }, [isOpen, firstId])

  function choose(value: string) {
    const [kind, id = ''] = value.split(' ')
    combobox.closeDropdown('keyboard')
    if (kind === 'queue') onAssign({ memberId: null })
    else if (kind === 'team') onAssign({ teamId: id })
    else if (id !== conversation.assigneeId) onAssign({ memberId: id })
  }

  const person = (option: PersonOption) => (
    <Combobox.Option key={option.id} value={`member ${option.id}`} active={option.id === conversation.assigneeId}>
      <PersonLine option={option} isMe={option.id === me.id} isChosen={option.id === conversation.assigneeId} />
    </Combobox.Option>
  )

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={choose}
      width={340}
      position="bottom-end"
      shadow="md"
      keepMounted={false}
    >
      <Combobox.Target targetType="button">{children}</Combobox.Target>
      <Combobox.Dropdown aria-label={t('assign.label')}>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            combobox.resetSelectedOption()
          }}
          placeholder={t('assign.search')}
          aria-label={t('assign.search')}
          autoFocus
          rightSection={isLoading ? <Loader size={14} /> : null}
        />
        <Combobox.Options mah={380} style={{ overflowY: 'auto' }}>
          {options.inTeam.length > 0 && (
            <Combobox.Group label={t('assign.team', { name: teams.get(teamId ?? '')?.name ?? '' })}>
              {options.inTeam.map(person)}
            </Combobox.Group>
          )}
          {options.others.length > 0 && !isLoading && (
            <Combobox.Group label={t('assign.others')}>{options.others.map(person)}</Combobox.Group>
          )}
          {options.teams.length > 0 && (
            <Combobox.Group label={t('assign.move')}>
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
              {t('assign.unassign')}
            </Combobox.Option>
          )}
          {isEmpty && !isLoading && <Combobox.Empty>{t('assign.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
