import type { Webhook } from '@fairlead/sdk'
import { Alert } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatDateTime } from '../../ui/format-date.ts'

/** What is wrong with a webhook, and what to do about it. */
export function WebhookTrouble({ webhook: { isActive, failingSince } }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  if (isActive && failingSince === null) return null
  if (isActive && failingSince !== null) {
    return (
      <Alert color="red" title={t('failingTitle')} mb="lg">
        {t('failingText', { when: formatDateTime(failingSince) })}
      </Alert>
    )
  }
  return (
    <Alert
      color={failingSince === null ? 'gray' : 'red'}
      title={t(failingSince === null ? 'offByHandTitle' : 'offSinceTitle')}
      mb="lg"
    >
      {t(failingSince === null ? 'offByHandText' : 'offSinceText')}
    </Alert>
  )
}
