import { replayWebhookDelivery, type WebhookDelivery } from '@fairlead/sdk'
import { ActionIcon, Badge, Text, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatDateTime } from '../../ui/format-date.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { Row } from '../../ui/row-list.tsx'
import { DeliveryDetails } from './delivery-details.tsx'
import { eventText } from './event-text.ts'
import classes from './webhooks.module.css'

const colors = { pending: 'gray', delivered: 'teal', failed: 'red' } as const

export function DeliveryRow({ delivery, canReplay }: { delivery: WebhookDelivery; canReplay: boolean }) {
  const { t } = useTranslation('webhooks')
  const [isOpen, setOpen] = useState(false)
  const cache = useQueryClient()
  const { id, webhookId, type, sequence, state } = delivery

  async function replay() {
    try {
      await client.call(replayWebhookDelivery, { params: { id } })
      await cache.invalidateQueries({ queryKey: ['webhook-deliveries', webhookId] })
      notifyDone(t('replayed'))
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <Row>
      <div className={classes.delivery}>
        <div className={classes.what}>
          <Text fw={500}>{eventText(t, type)}</Text>
          <Text fz={13} c="dimmed">
            {factsOf(delivery)}
          </Text>
        </div>
        <div className={classes.facts}>
          <Badge variant="light" color={colors[state]} size="sm">
            {t(`states.${state}`)}
          </Badge>
          {canReplay && (
            <Tooltip label={t('replay')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('replayOne', { type, sequence })}
                onClick={replay}
              >
                <IconRefresh size={17} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('details', { type, sequence })}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <IconChevronUp size={17} /> : <IconChevronDown size={17} />}
          </ActionIcon>
        </div>
        {isOpen && <DeliveryDetails delivery={delivery} />}
      </div>
    </Row>
  )

  function factsOf({ createdAt, status, ms, tries, nextTryAt }: WebhookDelivery): string {
    const answer = tries === 0 ? [] : [status === null ? t('noAnswer') : `HTTP ${status}`]
    const next = state === 'pending' && tries > 0 && nextTryAt !== null
    return [
      formatDateTime(createdAt),
      ...answer,
      ...(ms === null ? [] : [`${ms} ms`]),
      ...(next ? [t('nextTry', { when: formatDateTime(nextTryAt) })] : []),
    ].join(' · ')
  }
}
