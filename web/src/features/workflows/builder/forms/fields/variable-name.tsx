import { Autocomplete } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useDefinition } from '../form-context.tsx'
import { variableFrom } from './ids.ts'
import { useDraft } from './use-draft.ts'
import { variablesSetBy } from './variables.ts'

type Props = Readonly<{
  label?: string
  isLabelHidden?: boolean
  value: string
  onChange(name: string): void
  error?: ReactNode
}>

/** The name of a variable: one that there is, or a new one. What is typed becomes one. */
export function VariableName({ label, isLabelHidden = false, value, onChange, error }: Props) {
  const { t } = useTranslation(['steps', 'common'])
  const known = variablesSetBy(useDefinition()).filter((name) => name !== value)
  const { shown, change, isUnfit } = useDraft(value, (typed) => (typed === '' ? null : typed), onChange)
  const said = label ?? t('variables.name')

  return (
    <Autocomplete
      {...(isLabelHidden ? { 'aria-label': said } : { label: said, description: t('variables.nameHint') })}
      placeholder="order_number"
      data={known}
      value={shown}
      onChange={(typed) => change(variableFrom(typed))}
      maxLength={60}
      error={isUnfit ? t('common:validation.required') : error}
    />
  )
}
