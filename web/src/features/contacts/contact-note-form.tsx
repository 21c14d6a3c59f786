import { Button, Group, Textarea } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

const longest = 5000

type Props = Readonly<{ text: string; onSave(text: string): Promise<unknown>; onCancel(): void }>

/** A note of a contact as it is written. What is refused stays to be tried again. */
export function ContactNoteForm({ text, onSave, onCancel }: Props) {
  const { t } = useTranslation('contacts')
  const [typed, setTyped] = useState(text)
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    if (typed.trim() === '' || isSaving) return
    setSaving(true)
    setError(null)
    try {
      await onSave(typed.trim())
    } catch (cause) {
      setError(describeError(cause))
      setSaving(false)
    }
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event)
    if (event.key === 'Escape') {
      event.stopPropagation()
      onCancel()
    }
  }

  return (
    <form onSubmit={submit} onKeyDown={press}>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxRows={10}
        maxLength={longest}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder={t('notes.placeholder')}
        aria-label={t('notes.add')}
        error={error}
        autoFocus
      />
      <Group gap="xs" mt={6}>
        <Button type="submit" size="compact-xs" loading={isSaving} disabled={typed.trim() === ''}>
          {t('notes.save')}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onCancel}>
          {t('notes.cancel')}
        </Button>
      </Group>
    </form>
  )
}
