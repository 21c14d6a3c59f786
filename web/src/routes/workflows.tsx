import { Button, SegmentedControl } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { NewWorkflowDialog } from '../features/workflows/list/new-workflow-dialog.tsx'
import { WorkflowList } from '../features/workflows/list/workflow-list.tsx'
import { workflowsQuery } from '../features/workflows/queries.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { RowListSkeleton } from '../ui/row-list.tsx'

export function WorkflowsPage() {
  const { t } = useTranslation('workflows')
  const [shown, setShown] = useState<'current' | 'archived'>('current')
  const workflows = useQuery(workflowsQuery({ archived: shown === 'archived' }))
  const [isAdding, { open, close }] = useDisclosure(false)
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t('add')}
    </Button>
  )

  return (
    <Page title={t('title')} description={t('description')} action={add}>
      <SegmentedControl
        size="xs"
        mb="sm"
        value={shown}
        onChange={(value) => setShown(value === 'archived' ? 'archived' : 'current')}
        data={[
          { value: 'current', label: t('shown.current') },
          { value: 'archived', label: t('shown.archived') },
        ]}
      />
      <QueryView query={workflows} loading={<RowListSkeleton rows={4} />}>
        {({ data }) => {
          const those = shown === 'archived' ? data.filter(({ state }) => state === 'archived') : data
          if (those.length > 0) return <WorkflowList workflows={those} />
          return shown === 'archived' ? (
            <EmptyState icon={IconRoute} title={t('noneArchived.title')} text={t('noneArchived.text')} />
          ) : (
            <EmptyState icon={IconRoute} title={t('empty.title')} text={t('empty.text')} action={add} />
          )
        }}
      </QueryView>
      {isAdding && <NewWorkflowDialog onClose={close} />}
    </Page>
  )
}
