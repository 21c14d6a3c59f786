import type { Webhook } from '@fairlead/sdk'
import { Badge, Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LinkRow, RowList } from '../../ui/row-list.tsx'
import classes from './webhooks.module.css'

export function WebhookList({ webhooks }: { webhooks: readonly Webhook[] }) {
  const { t } = useTranslation('webhooks')
  return (
    <RowList label={t('list')}>
      {webhooks.map((webhook) => (
        <LinkRow key={webhook.id} link={{ to: '/settings/webhooks/$id', params: { id: webhook.id } }}>
          <div className={classes.line}>
            <Text fw={500} truncate>
              {webhook.name}
            </Text>
            <Text fz={13} c="dimmed" truncate>
              {hostOf(webhook.url)}
              {' · '}
              {webhook.eventTypes.length === 0
                ? t('toldEverything')
                : t('toldSome', { count: webhook.eventTypes.length })}
            </Text>
          </div>
          <WebhookStatus webhook={webhook} />
          <IconChevronRight size={17} className={classes.chevron} aria-hidden />
        </LinkRow>
      ))}
    </RowList>
  )
}

export function WebhookStatus({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const status = webhook.isActive ? (webhook.failingSince === null ? 'active' : 'failing') : 'off'
  const color = { active: 'teal', failing: 'red', off: 'gray' }[status]
  return (
    <Badge variant="light" color={color} size="sm" className={classes.status}>
      {t(`status.${status}`)}
    </Badge>
  )
}

// What comes after the host may be a secret, and is for whoever opens the page.
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
