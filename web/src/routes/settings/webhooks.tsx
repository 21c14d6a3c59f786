import { Anchor, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { NewWebhookDialog } from '../../features/webhooks/new-webhook-dialog.tsx'
import { webhooksQuery } from '../../features/webhooks/queries.ts'
import { WebhookList } from '../../features/webhooks/webhook-list.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page/page.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowListSkeleton } from '../../ui/row-list.tsx'

export function WebhooksPage() {
  const { t } = useTranslation('webhooks')
  const webhooks = useQuery(webhooksQuery)
  const [isAdding, { open, close }] = useDisclosure(false)

  return (
    <Page
      title={t('title')}
      description={t('description')}
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          {t('add')}
        </Button>
      }
    >
      <QueryView query={webhooks} loading={<RowListSkeleton rows={2} />}>
        {({ data }) =>
          data.length > 0 ? (
            <WebhookList webhooks={data} />
          ) : (
            <EmptyState icon={IconWebhook} title={t('empty.title')} text={t('empty.text')} />
          )
        }
      </QueryView>
      <Anchor href="/api/docs" target="_blank" rel="noreferrer" mt="md" display="inline-block">
        {t('docs')}
      </Anchor>
      {isAdding && <NewWebhookDialog onClose={close} />}
    </Page>
  )
}
