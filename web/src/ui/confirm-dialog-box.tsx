import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { describeError } from '../describe-error.ts'
import { useTranslation } from '../i18n/use-translation.ts'

export type ConfirmDialogProps = Readonly<{
  isOpen: boolean
  title: string
  text: string
  /** The verb on the button. */
  confirm: string
  isDangerous?: boolean
  /** Throws when it was refused: the reason is shown, and the dialog stays. */
  onConfirm: () => Promise<unknown>
  onClose: () => void
}>

export function ConfirmDialogBox({
  isOpen,
  title,
  text,
  confirm,
  isDangerous = true,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function act() {
    setIsBusy(true)
    setFailure(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setFailure(describeError(error))
    } finally {
      setIsBusy(false)
    }
  }

  function leave() {
    setFailure(null)
    onClose()
  }

  return (
    <Modal opened={isOpen} onClose={leave} title={title} size="md">
      <Stack>
        <Text>{text}</Text>
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={leave} data-autofocus>
            {t('cancel')}
          </Button>
          <Button {...(isDangerous ? { color: 'red.9' } : {})} onClick={act} loading={isBusy}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
