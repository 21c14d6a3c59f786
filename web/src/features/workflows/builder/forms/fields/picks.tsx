import { MultiSelect, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useMembers, useSkills, useTeams } from '../../../../conversations/use-names.ts'

/** What a select says where nothing is chosen, and means it. */
const nothing = ''

type OneProps = Readonly<{
  label: string
  size?: 'xs'
  description?: ReactNode
  value: string | null
  onChange(id: string | null): void
  error?: ReactNode
  /** What none means; without it one has to be chosen. */
  none?: string
}>

type SomeProps = Readonly<{
  label: string
  description?: ReactNode
  value: readonly string[]
  onChange(ids: string[]): void
  error?: ReactNode
  placeholder?: string
}>

type Named = Readonly<{ id: string; name: string }>

export function TeamPick(props: OneProps) {
  return <OnePick {...props} items={[...useTeams().values()]} />
}

export function MemberPick(props: OneProps) {
  return <OnePick {...props} items={useMembersNow(props.value === null ? [] : [props.value])} />
}

export function MembersPick(props: SomeProps) {
  return <SomePick {...props} items={useMembersNow(props.value)} />
}

export function SkillsPick(props: SomeProps) {
  return <SomePick {...props} items={[...useSkills().values()]} />
}

// Who has left is no longer offered, and yet shown where they were chosen.
function useMembersNow(chosen: readonly string[]): readonly Named[] {
  return [...useMembers().values()].filter(({ id, isDeactivated }) => !isDeactivated || chosen.includes(id))
}

export function OnePick({ items, value, onChange, none, ...props }: OneProps & Readonly<{ items: readonly Named[] }>) {
  const { t } = useTranslation('steps')
  const known = items.map(({ id, name }) => ({ value: id, label: name }))
  const gone = value !== null && !items.some(({ id }) => id === value) ? [{ value, label: t('gone') }] : []
  const data = [...(none === undefined ? [] : [{ value: nothing, label: none }]), ...known, ...gone]

  return (
    <Select
      {...props}
      data={data}
      placeholder={t('choose')}
      nothingFoundMessage={t('nothingFound')}
      value={value ?? (none === undefined ? null : nothing)}
      onChange={(next) => onChange(next === nothing ? null : next)}
      allowDeselect={false}
      searchable={data.length > 8}
    />
  )
}

export function SomePick({
  items,
  value,
  onChange,
  placeholder,
  ...props
}: SomeProps & Readonly<{ items: readonly Named[] }>) {
  const { t } = useTranslation('steps')
  const known = items.map(({ id, name }) => ({ value: id, label: name }))
  const gone = value
    .filter((each) => !items.some(({ id }) => id === each))
    .map((each) => ({ value: each, label: t('gone') }))

  return (
    <MultiSelect
      {...props}
      data={[...known, ...gone]}
      placeholder={value.length === 0 ? (placeholder ?? t('choose')) : ''}
      nothingFoundMessage={t('nothingFound')}
      value={[...value]}
      onChange={onChange}
      searchable
      hidePickedOptions
    />
  )
}

type KindProps<K extends string> = Readonly<{
  label: string
  description?: ReactNode
  kinds: readonly K[]
  nameOf(kind: K): string
  value: K
  onChange(kind: K): void
  error?: ReactNode
}>

/** One of a few words of the contract. */
export function KindPick<K extends string>({ kinds, nameOf, value, onChange, ...props }: KindProps<K>) {
  return (
    <Select
      {...props}
      data={kinds.map((kind) => ({ value: kind, label: nameOf(kind) }))}
      value={value}
      onChange={(next) => onChange(kinds.find((kind) => kind === next) ?? value)}
      allowDeselect={false}
    />
  )
}
