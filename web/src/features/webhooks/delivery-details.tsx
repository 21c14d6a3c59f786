import type { WebhookDelivery } from '@fairlead/sdk'
import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { deliveryQuery } from './queries.ts'
import classes from './webhooks.module.css'

/** What is sent, and what was answered the last time. */
export function DeliveryDetails({ delivery }: { delivery: WebhookDelivery }) {
  const { t } = useTranslation('webhooks')
  const whole = useQuery(deliveryQuery(delivery.id))
  const { answer, tries, sequence } = delivery

  return (
    <Stack gap={6} w="100%" mt={8}>
      <Text fz={13} c="dimmed">
        {t('number')} {sequence} · {t('tries')} {tries}
      </Text>
      <Text fz={13} fw={600}>
        {t('request')}
      </Text>
      <QueryView query={whole} loading={<Skeleton height={120} />}>
        {({ body }) =>
          body === null ? (
            <Text fz={13}>{t('requestGone')}</Text>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            <pre className={classes.code} tabIndex={0}>
              {JSON.stringify(body, null, 2)}
            </pre>
          )
        }
      </QueryView>
      <Text fz={13} fw={600}>
        {t('answer')}
      </Text>
      {answer ? (
        <pre className={classes.code}>{answer}</pre>
      ) : (
        <Text fz={13}>{t(tries === 0 ? 'answerNone' : 'answerEmpty')}</Text>
      )}
    </Stack>
  )
}
