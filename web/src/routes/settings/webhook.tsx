import type { Webhook } from '@fairlead/sdk'
import { Skeleton } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { DeliveryLog } from '../../features/webhooks/delivery-log.tsx'
import { webhooksQuery } from '../../features/webhooks/queries.ts'
import { RotateSecret } from '../../features/webhooks/rotate-secret.tsx'
import { TestWebhook } from '../../features/webhooks/test-webhook.tsx'
import { WebhookForm } from '../../features/webhooks/webhook-form.tsx'
import { WebhookStatus } from '../../features/webhooks/webhook-list.tsx'
import { WebhookSwitch } from '../../features/webhooks/webhook-switch.tsx'
import { WebhookTrouble } from '../../features/webhooks/webhook-trouble.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BackLink } from '../../ui/page/back-link.tsx'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'
import { QueryView } from '../../ui/query-view.tsx'

export function WebhookPage() {
  const { t } = useTranslation('webhooks')
  const { id } = useParams({ from: '/session/settings/webhooks/$id' })
  const webhooks = useQuery(webhooksQuery)
  const webhook = webhooks.data?.data.find((one) => one.id === id)

  return (
    <Page
      title={webhook?.name ?? t('title')}
      description={webhook?.url}
      action={webhook && <WebhookStatus webhook={webhook} />}
      back={<BackLink to="/settings/webhooks" label={t('back')} />}
    >
      <QueryView query={webhooks} loading={<Skeleton height={320} />}>
        {() =>
          webhook ? (
            <WebhookSections key={id} webhook={webhook} />
          ) : (
            <EmptyState icon={IconWebhook} title={t('gone.title')} text={t('gone.text')} />
          )
        }
      </QueryView>
    </Page>
  )
}

function WebhookSections({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <WebhookTrouble webhook={webhook} />
      <div>
        <TestWebhook webhook={webhook} />
        <Section title={t('log')} description={t('logHint')}>
          <DeliveryLog webhook={webhook} />
        </Section>
        <Section title={t('settings')}>
          <WebhookForm webhook={webhook} />
        </Section>
        <Section title={t('secret')} description={t('secretHint')}>
          <RotateSecret webhook={webhook} />
        </Section>
        <Section title={t('danger')}>
          <WebhookSwitch webhook={webhook} />
        </Section>
      </div>
    </>
  )
}
