import { ApiError, assignConversations, type BulkAction, type Conversation, changeConversations } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { storeConversation } from '../conversations/cache.ts'
import type { Assignment } from '../conversations/use-actions.tsx'
import { type BulkAnswer, type BulkSummary, inParts, summaryOf } from './bulk-summary.ts'

const mostAssignedAtOnce = 200
// In so few that one sees it go on.
const mostChangedAtOnce = 25

/** Does the same to many conversations. What fails, even the connection, is an answer like others: nothing is lost. */
export function useBulk() {
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<number | null>(null)

  async function run(
    conversations: readonly Conversation[],
    partSize: number,
    act: (part: readonly Conversation[]) => Promise<readonly BulkAnswer[]>,
  ): Promise<BulkSummary> {
    const answers: BulkAnswer[] = []
    setProgress(0)
    for (const part of inParts(conversations, partSize)) {
      try {
        answers.push(...(await act(part)))
      } catch (error) {
        answers.push(...part.map((conversation) => refusalOf(conversation, error)))
      }
      setProgress(answers.length)
    }
    setProgress(null)
    return summaryOf(answers)
  }

  return {
    /** How many are done; null while nothing is under way. */
    progress,
    assign: (conversations: readonly Conversation[], assignment: Assignment) =>
      run(conversations, mostAssignedAtOnce, async (part) => {
        const names = new Map(part.map(({ id, contact }) => [id, contact.name]))
        const body = { conversationIds: part.map(({ id }) => id), ...assignment }
        const { data } = await client.call(assignConversations, { body })
        for (const { conversation } of data) if (conversation) storeConversation(queryClient, conversation)
        return data.map(({ conversationId, warning, problem }) => ({
          conversationId,
          name: names.get(conversationId) ?? '',
          warning,
          problem,
        }))
      }),
    change: (conversations: readonly Conversation[], action: BulkAction) =>
      run(conversations, mostChangedAtOnce, async (part) => {
        const names = new Map(part.map(({ id, contact }) => [id, contact.name]))
        const body = { conversationIds: part.map(({ id }) => id), action }
        const { data } = await client.call(changeConversations, { body })
        for (const { conversation } of data) if (conversation) storeConversation(queryClient, conversation)
        return data.map(({ conversationId, problem }) => ({
          conversationId,
          name: names.get(conversationId) ?? '',
          warning: null,
          problem,
        }))
      }),
  }
}

function refusalOf({ id, contact }: Conversation, error: unknown): BulkAnswer {
  const code = error instanceof ApiError ? error.code : 'unreachable'
  return { conversationId: id, name: contact.name, warning: null, problem: { code, detail: describeError(error) } }
}
