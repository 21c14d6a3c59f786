import type { Conversation } from '@fairlead/sdk'
import { Select } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { priorities } from '../../../../conversations/priorities.ts'

type Priority = Conversation['priority']
type Props = Readonly<{
  label: string
  none: string
  value: Priority | null
  onChange(priority: Priority | null): void
}>

export function PriorityPick({ label, none, value, onChange }: Props) {
  const { t } = useTranslation('inbox')
  return (
    <Select
      label={label}
      data={[{ value: '', label: none }, ...priorities.map((each) => ({ value: each, label: t(`priority.${each}`) }))]}
      value={value ?? ''}
      onChange={(next) => onChange(priorities.find((each) => each === next) ?? null)}
      allowDeselect={false}
    />
  )
}
