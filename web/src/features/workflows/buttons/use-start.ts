import { startWorkflow, type WorkflowValue } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { notifyDone } from '../../../ui/notify.ts'
import type { WorkflowButton } from './queries.ts'

export type FormAnswers = Readonly<Record<string, WorkflowValue>>

/** Starts a workflow for a conversation. @throws what the server refuses */
export function useStart(conversationId: string) {
  const { t } = useTranslation('workflows')
  const cache = useQueryClient()
  return async ({ id, label }: WorkflowButton, answers: FormAnswers = {}): Promise<void> => {
    await client.call(startWorkflow, { params: { id: conversationId, workflowId: id }, body: { answers } })
    await cache.invalidateQueries({ queryKey: ['conversation-runs', conversationId] })
    notifyDone(t('start.done', { label }))
  }
}
