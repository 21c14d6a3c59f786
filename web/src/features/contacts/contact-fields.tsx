import type { Contact } from '@fairlead/sdk'
import { Button, CloseButton, Group, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import classes from './contact-panel.module.css'
import { EditableText } from './editable-text.tsx'
import { type FieldValue, fieldText, fieldValue } from './field-value.ts'

type Props = Readonly<{
  fields: Contact['fields']
  /** Only the fields given change; null removes one. */
  onChange(fields: Contact['fields']): Promise<unknown>
}>

/** What else is known of a contact, by name. */
export function ContactFields({ fields, onChange }: Props) {
  const { t } = useTranslation('inbox')
  const words = { yes: t('contact.yes'), no: t('contact.no') }

  async function remove(name: string) {
    try {
      await onChange({ [name]: null })
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <div key={name} className={classes.removable}>
          <EditableText
            label={name}
            value={fieldText(value, words)}
            onSave={(text) => onChange({ [name]: fieldValue(text, value, words) })}
          />
          <CloseButton size="xs" onClick={() => remove(name)} aria-label={t('contact.removeField', { name })} />
        </div>
      ))}
      <NewField onAdd={(name, value) => onChange({ [name]: value })} />
    </>
  )
}

function NewField({ onAdd }: { onAdd(name: string, value: FieldValue): Promise<unknown> }) {
  const { t } = useTranslation(['inbox', 'common'])
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [value, setValue] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    try {
      await onAdd(name.trim(), value.trim())
      setName('')
      setValue('')
      setOpen(false)
    } catch (error) {
      notifyError(error)
    }
  }

  if (!isOpen) {
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconPlus size={14} />}
        onClick={() => setOpen(true)}
        my={4}
      >
        {t('contact.addField')}
      </Button>
    )
  }
  return (
    <form onSubmit={submit} className={classes.newField}>
      <TextInput
        size="xs"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        placeholder={t('contact.fieldName')}
        aria-label={t('contact.fieldName')}
        maxLength={60}
        required
        autoFocus
      />
      <TextInput
        size="xs"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        placeholder={t('contact.fieldValue')}
        aria-label={t('contact.fieldValue')}
        maxLength={2000}
        required
      />
      <Group gap="xs">
        <Button type="submit" size="compact-xs">
          {t('contact.add')}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen(false)}>
          {t('common:cancel')}
        </Button>
      </Group>
    </form>
  )
}
