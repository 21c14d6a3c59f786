import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { RowList } from '../../../ui/row-list.tsx'
import { DetailsSection } from '../../details/section.tsx'
import { useMe } from '../../session/queries.ts'
import { isAtLeast } from '../../session/roles.ts'
import { useWorkflowNames } from '../use-workflow-names.ts'
import { conversationRunsQuery } from './queries.ts'
import { RunRow } from './run-row.tsx'

/** What workflows did and do with a conversation; nothing at all where there are none. */
export function ConversationRuns({ conversationId }: Readonly<{ conversationId: string }>) {
  const { t } = useTranslation('workflows')
  const { member } = useMe()
  const hasWorkflows = useWorkflowNames({ isNeeded: true }).size > 0
  const { data } = useQuery({ ...conversationRunsQuery(conversationId), enabled: hasWorkflows })
  if (data === undefined || data.data.length === 0) return null

  return (
    <DetailsSection name="workflows" title={t('title')}>
      <RowList label={t('runs.list')}>
        {data.data.map((run) => (
          <RunRow key={run.id} run={run} isInConversation canRetry={isAtLeast(member.role, 'manager')} />
        ))}
      </RowList>
    </DetailsSection>
  )
}
