import { MultiSelect, type MultiSelectProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { membersQuery } from './queries.ts'

type Props = Omit<MultiSelectProps, 'data' | 'value' | 'onChange'> &
  Readonly<{ value: string[]; onChange: (memberIds: string[]) => void }>

/** Chooses members by name. Deactivated ones can only be taken out. */
export function MemberPicker({ value, onChange, ...props }: Props) {
  const { data, isPending } = useQuery(membersQuery)
  const members = (data?.data ?? []).filter(({ id, isDeactivated }) => !isDeactivated || value.includes(id))

  return (
    <MultiSelect
      searchable
      hidePickedOptions
      clearable
      limit={100}
      disabled={isPending}
      {...props}
      data={members.map(({ id, name, email }) => ({ value: id, label: name === '' ? email : name }))}
      value={value}
      onChange={onChange}
    />
  )
}
