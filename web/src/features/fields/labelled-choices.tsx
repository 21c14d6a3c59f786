import { MultiSelect } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSavedAtOnce } from '../../ui/form/use-saved-at-once.ts'
import classes from '../contacts/contact-panel.module.css'

type Props = Readonly<{
  label: string
  value: readonly string[]
  data: readonly string[]
  onSave(value: string[]): Promise<unknown>
}>

/** A choice of several that is changed where it stands, and saved at once. */
export function LabelledChoices({ label, value, data, onSave }: Props) {
  const { t } = useTranslation('fields')
  const saved = useSavedAtOnce([...value], onSave)

  return (
    <div className={classes.field}>
      <span className={classes.label} title={label} aria-hidden>
        {label}
      </span>
      <MultiSelect
        classNames={{ input: classes.editable }}
        size="xs"
        {...saved}
        data={data}
        placeholder={value.length === 0 ? t('empty') : ''}
        aria-label={label}
        comboboxProps={{ width: 240, position: 'bottom-start' }}
        maxDropdownHeight={280}
        hidePickedOptions
        searchable={data.length > 8}
      />
    </div>
  )
}
