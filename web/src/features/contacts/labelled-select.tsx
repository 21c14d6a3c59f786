import { Select, type SelectProps } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../describe-error.ts'
import classes from './contact-panel.module.css'

type Props = Readonly<{
  label: string
  value: string | null
  data: NonNullable<SelectProps['data']>
  onSave(value: string | null): Promise<unknown>
  placeholder?: string
  isSearchable?: boolean
  hint?: string
}>

/** A choice that is changed where it stands; what is chosen is saved at once. */
export function LabelledSelect({ label, value, data, onSave, placeholder, isSearchable = false, hint }: Props) {
  const { t } = useTranslation('inbox')
  const [chosen, setChosen] = useState<{ value: string | null } | null>(null)
  const [error, setError] = useState<string | null>(null)

  async function save(next: string | null) {
    setChosen({ value: next })
    setError(null)
    try {
      await onSave(next)
    } catch (cause) {
      setError(describeError(cause))
    }
    setChosen(null)
  }

  return (
    <div className={classes.field}>
      <span className={classes.label} title={hint} aria-hidden>
        {label}
      </span>
      <Select
        classNames={{ input: classes.editable }}
        size="xs"
        value={chosen ? chosen.value : value}
        data={data}
        onChange={save}
        placeholder={placeholder ?? t('contact.none')}
        aria-label={label}
        searchable={isSearchable}
        nothingFoundMessage={t('contact.nothingFound')}
        clearable
        clearButtonProps={{ 'aria-label': t('contact.clear', { label }) }}
        rightSectionWidth={28}
        comboboxProps={{ width: 240, position: 'bottom-start' }}
        maxDropdownHeight={280}
        error={error}
      />
    </div>
  )
}
