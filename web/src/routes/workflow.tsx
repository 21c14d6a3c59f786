import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Builder } from '../features/workflows/builder/builder.tsx'
import { workflowQuery } from '../features/workflows/builder/state/workflow-query.ts'
import { QueryView } from '../ui/query-view.tsx'

/** The builder of a workflow. */
export function WorkflowPage() {
  const { workflowId } = useParams({ from: '/session/workflows/$workflowId' })
  const workflow = useQuery(workflowQuery(workflowId))

  return (
    <QueryView query={workflow} loading={<Skeleton height="100%" radius={0} />}>
      {(whole) => <Builder key={workflowId} workflow={whole} />}
    </QueryView>
  )
}
