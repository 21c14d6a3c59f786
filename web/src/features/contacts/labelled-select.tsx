import { Select, type SelectProps } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSavedAtOnce } from '../../ui/form/use-saved-at-once.ts'
import classes from './contact-panel.module.css'

type Props = Readonly<{
  label: string
  value: string | null
  data: NonNullable<SelectProps['data']>
  onSave(value: string | null): Promise<unknown>
  placeholder?: string
  isSearchable?: boolean
  hint?: string
  /** There is always one. */
  isRequired?: boolean
}>

/** A choice that is changed where it stands; what is chosen is saved at once. */
export function LabelledSelect({
  label,
  value,
  data,
  onSave,
  placeholder,
  isSearchable = false,
  hint,
  isRequired = false,
}: Props) {
  const { t } = useTranslation('inbox')
  const saved = useSavedAtOnce(value, onSave)

  return (
    <div className={classes.field}>
      <span className={classes.label} title={hint ?? label} aria-hidden>
        {label}
      </span>
      <Select
        classNames={{ input: classes.editable }}
        size="xs"
        {...saved}
        data={data}
        placeholder={placeholder ?? t('contact.none')}
        aria-label={label}
        searchable={isSearchable}
        nothingFoundMessage={t('contact.nothingFound')}
        clearable={!isRequired}
        allowDeselect={!isRequired}
        clearButtonProps={{ 'aria-label': t('contact.clear', { label }) }}
        rightSectionWidth={28}
        comboboxProps={{ width: 240, position: 'bottom-start' }}
        maxDropdownHeight={280}
      />
    </div>
  )
}
