import { Badge, Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { LinkRow, RowList } from '../../../ui/row-list.tsx'
import type { ListedWorkflow } from '../queries.ts'
import classes from './workflow-list.module.css'

export function WorkflowList({ workflows }: Readonly<{ workflows: readonly ListedWorkflow[] }>) {
  const { t } = useTranslation('workflows')
  return (
    <RowList label={t('list')}>
      {workflows.map((workflow) => (
        <LinkRow key={workflow.id} link={{ to: '/workflows/$workflowId', params: { workflowId: workflow.id } }}>
          <div className={classes.line}>
            <Text fw={500} truncate>
              {workflow.name}
            </Text>
            <Text fz={13} c="dimmed" truncate>
              {t(`begins.${workflow.triggerType}`)}
              {workflow.active > 0 && ` · ${t('active', { count: workflow.active })}`}
              {workflow.description !== '' && ` · ${workflow.description}`}
            </Text>
          </div>
          {workflow.failed > 0 && (
            <Badge variant="light" color="red" size="sm" className={classes.badge}>
              {t('failed', { count: workflow.failed })}
            </Badge>
          )}
          {workflow.isChanged && workflow.version !== null && (
            <Badge variant="outline" color="gray" size="sm" className={classes.badge}>
              {t('changed')}
            </Badge>
          )}
          <StateBadge state={workflow.state} />
          <IconChevronRight size={17} className={classes.chevron} aria-hidden />
        </LinkRow>
      ))}
    </RowList>
  )
}

const colors = { draft: 'gray', on: 'teal', off: 'gray', archived: 'gray' } as const

export function StateBadge({ state }: Readonly<{ state: ListedWorkflow['state'] }>) {
  const { t } = useTranslation('workflows')
  return (
    <Badge variant="light" color={colors[state]} size="sm" className={classes.badge}>
      {t(`state.${state}`)}
    </Badge>
  )
}
