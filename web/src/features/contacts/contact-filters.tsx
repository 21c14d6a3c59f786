import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { tagsQuery } from '../conversations/queries.ts'
import { useMembers } from '../conversations/use-names.ts'
import { useMe } from '../session/queries.ts'
import { withChosen } from './chosen-option.ts'
import classes from './contact-filters.module.css'
import type { ContactFilters as Filters } from './contact-list-query.ts'

const typingPauseMs = 250

type Props = Readonly<{ filters: Filters; onChange(filters: Filters): void }>

/** Which contacts are listed. */
export function ContactFilters({ filters, onChange }: Props) {
  const { t } = useTranslation('contacts')
  const { workspace } = useMe()
  const members = [...useMembers().values()].filter(({ id, isDeactivated }) => !isDeactivated || id === filters.ownerId)
  const { data: tags = [] } = useQuery(tagsQuery)
  const [typed, setTyped] = useState(filters.q ?? '')
  const search = useDebouncedCallback((q: string) => change({ q: q.trim() }), typingPauseMs)
  const isFiltered = Object.values(filters).some((value) => value !== undefined)

  // What is not filtered by does not stand in the address.
  function change(given: { [K in keyof Filters]: string | null }) {
    const merged = { ...filters, ...given }
    onChange(Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== '')))
  }

  return (
    <search className={classes.filters}>
      <TextInput
        type="search"
        className={classes.search}
        aria-label={t('searchLabel')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
      />
      {(workspace.stages.length > 0 || filters.stage !== undefined) && (
        <Select
          aria-label={t('filter.stage')}
          placeholder={t('filter.anyStage')}
          data={withChosen(workspace.stages, filters.stage)}
          value={filters.stage ?? null}
          onChange={(stage) => change({ stage })}
          clearable
        />
      )}
      <Select
        aria-label={t('filter.owner')}
        placeholder={t('filter.anyOwner')}
        data={members.map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.ownerId ?? null}
        onChange={(ownerId) => change({ ownerId })}
        searchable={members.length > 8}
        clearable
      />
      <Select
        aria-label={t('filter.tag')}
        placeholder={t('filter.anyTag')}
        data={withChosen(tags, filters.tag)}
        value={filters.tag ?? null}
        onChange={(tag) => change({ tag })}
        searchable
        clearable
      />
      {isFiltered && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setTyped('')
            onChange({})
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </search>
  )
}
