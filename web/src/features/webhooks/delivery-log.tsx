import { replayFailedDeliveries, type Webhook } from '@fairlead/sdk'
import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { RowList, RowListSkeleton } from '../../ui/row-list.tsx'
import { DeliveryRow } from './delivery-row.tsx'
import { type DeliveryFilter, deliveriesQuery } from './queries.ts'

const filters = ['all', 'pending', 'delivered', 'failed'] as const satisfies readonly DeliveryFilter[]

/** What a webhook was told, with what was answered. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const [filter, setFilter] = useState<DeliveryFilter>('all')
  const log = useInfiniteQuery(deliveriesQuery(webhook.id, filter))
  const cache = useQueryClient()

  async function replayAll() {
    try {
      const { count } = await client.call(replayFailedDeliveries, { params: { id: webhook.id } })
      await cache.invalidateQueries({ queryKey: ['webhook-deliveries', webhook.id] })
      notifyDone(count === 0 ? t('replayedNone') : t('replayedAll', { count }))
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <>
      <Group justify="space-between" gap="xs" mb="sm">
        <SegmentedControl
          aria-label={t('filter')}
          size="xs"
          data={filters.map((value) => ({ value, label: t(`states.${value}`) }))}
          value={filter}
          onChange={(value) => setFilter(filters.find((one) => one === value) ?? 'all')}
        />
        {webhook.isActive && (
          <Button variant="default" size="xs" onClick={replayAll}>
            {t('replayAll')}
          </Button>
        )}
      </Group>
      <QueryView query={log} loading={<RowListSkeleton rows={4} />}>
        {({ pages }) => {
          const deliveries = pages.flatMap(({ data }) => data)
          if (deliveries.length === 0 && filter === 'all') {
            return <EmptyState icon={IconSend} title={t('logEmpty.title')} text={t('logEmpty.text')} />
          }
          if (deliveries.length === 0) return <Text c="dimmed">{t('logNothing')}</Text>
          return (
            <RowList label={t('log')}>
              {deliveries.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} canReplay={webhook.isActive} />
              ))}
            </RowList>
          )
        }}
      </QueryView>
      {log.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          mt="sm"
          onClick={() => log.fetchNextPage()}
          loading={log.isFetchingNextPage}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}
