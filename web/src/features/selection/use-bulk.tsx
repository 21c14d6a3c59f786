import { ApiError, assignConversations, type Conversation, closeConversation } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { storeConversation } from '../conversations/cache.ts'
import type { Assignment } from '../conversations/use-actions.tsx'
import { type BulkAnswer, type BulkSummary, inParts, summaryOf } from './bulk-summary.ts'

const mostPerRequest = 200
const closedAtOnce = 4

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
      run(conversations, mostPerRequest, async (part) => {
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
    close: (conversations: readonly Conversation[]) =>
      run(conversations, closedAtOnce, (part) => Promise.all(part.map(closeOne))),
  }

  async function closeOne(conversation: Conversation): Promise<BulkAnswer> {
    try {
      storeConversation(queryClient, await client.call(closeConversation, { params: { id: conversation.id } }))
      return { conversationId: conversation.id, name: conversation.contact.name, warning: null, problem: null }
    } catch (error) {
      return refusalOf(conversation, error)
    }
  }
}

function refusalOf({ id, contact }: Conversation, error: unknown): BulkAnswer {
  const code = error instanceof ApiError ? error.code : 'unreachable'
  return { conversationId: id, name: contact.name, warning: null, problem: { code, detail: describeError(error) } }
}
