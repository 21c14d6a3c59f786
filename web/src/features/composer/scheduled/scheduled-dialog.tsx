import type { ScheduledMessage } from '@fairlead/sdk'
import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { toLocalInput } from '../../conversations/snooze-times.ts'

type Change = Readonly<{ message: ScheduledMessage['body']; dueAt: string }>
type Props = Readonly<{
  scheduled: ScheduledMessage
  /** Answers why it was refused; null: it was saved. */
  onSave(change: Change): Promise<string | null>
  onClose(): void
}>

/** Changes what goes out later, or when. */
export function ScheduledDialog({ scheduled, onSave, onClose }: Props) {
  const { t } = useTranslation(['snippets', 'inbox', 'common'])
  const [text, setText] = useState(scheduled.body.text ?? '')
  const [dueAt, setDueAt] = useState(() => toLocalInput(new Date(scheduled.dueAt)))
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const at = new Date(dueAt)
    if (at.getTime() <= Date.now()) return setFailure(t('inbox:snooze.past'))
    setBusy(true)
    setFailure(await onSave({ message: { ...scheduled.body, text }, dueAt: at.toISOString() }))
    setBusy(false)
  }

  return (
    <Modal opened onClose={onClose} title={t('scheduled.editTitle')}>
      <form onSubmit={submit}>
        <Stack>
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Textarea
            label={t('scheduled.text')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={20_000}
            data-autofocus
          />
          <TextInput
            type="datetime-local"
            label={t('inbox:snooze.time')}
            value={dueAt}
            onChange={(event) => setDueAt(event.currentTarget.value)}
            required
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
