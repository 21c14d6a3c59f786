import { Button, Select, Stack, Text } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { RowList, RowListSkeleton } from '../../../ui/row-list.tsx'
import { overviewQuery, type RunFilter, runsQuery, trafficDays } from './queries.ts'
import { RunRow } from './run-row.tsx'
import classes from './runs.module.css'

const filters = ['all', 'waiting', 'running', 'failed', 'done', 'cancelled'] as const satisfies readonly RunFilter[]

/** What a workflow did and does: how many, where they are, and each of them step by step. */
export function RunsPanel({ workflowId }: Readonly<{ workflowId: string }>) {
  const { t } = useTranslation('workflows')
  const [filter, setFilter] = useState<RunFilter>('all')
  const runs = useInfiniteQuery(runsQuery(workflowId, filter))

  return (
    <Stack gap="sm">
      <Sums workflowId={workflowId} />
      <Select
        aria-label={t('runs.filter')}
        size="xs"
        data={filters.map((value) => ({ value, label: t(`runs.status.${value}`) }))}
        value={filter}
        allowDeselect={false}
        onChange={(value) => setFilter(filters.find((one) => one === value) ?? 'all')}
      />
      <QueryView query={runs} loading={<RowListSkeleton rows={4} />}>
        {({ pages }) => {
          const listed = pages.flatMap(({ data }) => data)
          if (listed.length === 0 && filter === 'all') {
            return <EmptyState icon={IconRoute} title={t('runs.empty.title')} text={t('runs.empty.text')} />
          }
          if (listed.length === 0) return <Text c="dimmed">{t('runs.nothing')}</Text>
          return (
            <RowList label={t('runs.list')}>
              {listed.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </RowList>
          )
        }}
      </QueryView>
      {runs.hasNextPage && (
        <Button variant="default" size="xs" onClick={() => runs.fetchNextPage()} loading={runs.isFetchingNextPage}>
          {t('runs.more')}
        </Button>
      )}
    </Stack>
  )
}

function Sums({ workflowId }: Readonly<{ workflowId: string }>) {
  const { t } = useTranslation('workflows')
  const { data } = useQuery(overviewQuery(workflowId, trafficDays))
  if (data === undefined) return null
  const { started, done, failed, cancelled, active } = data.runs
  return (
    <dl
      className={classes.sums}
      aria-label={t('runs.sums', { days: trafficDays })}
      title={t('runs.sums', { days: trafficDays })}
    >
      {Object.entries({ started, active, done, cancelled, failed } as const).map(([name, count]) => (
        <div key={name} data-alarming={(name === 'failed' && count > 0) || undefined}>
          <dt>{t(`runs.sum.${name as keyof typeof data.runs}`)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}
