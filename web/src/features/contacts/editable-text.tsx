import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSavedInPlace } from '../../ui/form/use-saved-in-place.ts'
import classes from './contact-panel.module.css'

type Props = Readonly<{
  label: string
  value: string
  /** What is wrong with it, before the server is asked. */
  check?(value: string): string | null
  onSave(value: string): Promise<unknown>
  type?: 'text' | 'email' | 'tel' | 'date' | 'url'
  inputMode?: 'decimal'
  rightSection?: ReactNode
}>

/** A short value that is changed where it stands. */
export function EditableText({ label, value, check, onSave, type = 'text', inputMode, rightSection }: Props) {
  const { t } = useTranslation('inbox')
  const { onType, onKeyDown, error, isSaving, ...field } = useSavedInPlace({ value, check, onSave })

  return (
    <div className={classes.field}>
      <span className={classes.label} title={label} aria-hidden>
        {label}
      </span>
      <TextInput
        classNames={{ input: classes.editable }}
        size="xs"
        type={type}
        data-empty={field.value === '' || undefined}
        inputMode={inputMode}
        rightSection={rightSection}
        {...field}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          onKeyDown(event)
        }}
        placeholder={t('contact.none')}
        aria-label={label}
        aria-busy={isSaving}
        error={error}
        autoComplete="off"
      />
    </div>
  )
}
