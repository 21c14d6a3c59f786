import { retryAttachment } from '@fairlead/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'

/** What could not be fetched is asked for once more; the message changes when that is under way. */
export function FetchAgain({ attachmentId }: { attachmentId: string }) {
  const { t } = useTranslation('inbox')
  const again = useMutation({
    mutationFn: () => client.call(retryAttachment, { params: { id: attachmentId } }),
    onError: notifyError,
  })
  return (
    <Button size="compact-xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
      {t('delivery.retry')}
    </Button>
  )
}
