import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../describe-error.ts'
import classes from './contact-panel.module.css'

type Props = Readonly<{
  label: string
  value: string
  /** What is wrong with it, before the server is asked. */
  check?(value: string): string | null
  onSave(value: string): Promise<unknown>
  type?: 'text' | 'email' | 'tel'
}>

/** A value that is changed where it stands. Leaving it saves; a refusal keeps what was typed. */
export function EditableText({ label, value, check, onSave, type = 'text' }: Props) {
  const { t } = useTranslation('inbox')
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)

  async function save() {
    const next = typed?.trim() ?? value
    const fault = check?.(next) ?? null
    setError(fault)
    if (fault !== null || isSaving) return
    if (next === value) {
      setTyped(null)
      return
    }
    setSaving(true)
    try {
      await onSave(next)
      setTyped(null)
    } catch (cause) {
      setError(describeError(cause))
    }
    setSaving(false)
  }

  function leaveByKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') event.currentTarget.blur()
    if (event.key === 'Escape') {
      event.stopPropagation()
      setTyped(null)
      setError(null)
    }
  }

  return (
    <div className={classes.field}>
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      <TextInput
        classNames={{ input: classes.editable }}
        size="xs"
        type={type}
        value={typed ?? value}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={leaveByKey}
        placeholder={t('contact.none')}
        aria-label={label}
        aria-busy={isSaving}
        error={error}
        autoComplete="off"
      />
    </div>
  )
}
