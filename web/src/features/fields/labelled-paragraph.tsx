import { Textarea } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSavedInPlace } from '../../ui/form/use-saved-in-place.ts'
import classes from '../contacts/contact-panel.module.css'

type Props = Readonly<{
  label: string
  value: string
  check(value: string): string | null
  onSave(value: string): Promise<unknown>
}>

/** A longer text that is changed where it stands. */
export function LabelledParagraph({ label, value, check, onSave }: Props) {
  const { t } = useTranslation('fields')
  const { onType, error, isSaving, ...field } = useSavedInPlace({ value, check, onSave })

  return (
    <div className={classes.field}>
      <span className={classes.label} title={label} aria-hidden>
        {label}
      </span>
      <Textarea
        classNames={{ input: classes.editable }}
        size="xs"
        autosize
        minRows={1}
        maxRows={8}
        {...field}
        onChange={(event) => onType(event.currentTarget.value)}
        placeholder={t('empty')}
        aria-label={label}
        aria-busy={isSaving}
        error={error}
      />
    </div>
  )
}
