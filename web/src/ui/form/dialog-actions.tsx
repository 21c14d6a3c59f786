import { Button, Group } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'

/** The buttons at the foot of a dialog with a form. */
export function DialogActions({
  submit,
  isSubmitting,
  onCancel,
}: {
  submit: string
  isSubmitting: boolean
  onCancel: () => void
}) {
  const { t } = useTranslation('common')
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={isSubmitting}>
        {submit}
      </Button>
    </Group>
  )
}
