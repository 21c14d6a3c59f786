import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toLocalInput } from './snooze-times.ts'

type Props = Readonly<{ title: string; action: string; first: Date; onChoose(at: Date): void; onClose(): void }>

/** Any time to come; `first` is what it begins with. */
export function TimeDialog({ title, action, first, onChoose, onClose }: Props) {
  const { t } = useTranslation('inbox')
  const [value, setValue] = useState(() => toLocalInput(first))
  const [isPast, setPast] = useState(false)

  function submit(event: FormEvent) {
    event.preventDefault()
    const at = new Date(value)
    if (at.getTime() > Date.now()) onChoose(at)
    else setPast(true)
  }

  return (
    <Modal opened onClose={onClose} title={title} size="xs">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            type="datetime-local"
            label={t('snooze.time')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            min={toLocalInput(new Date())}
            error={isPast ? t('snooze.past') : null}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit">{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
