import { listScheduledMessages } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../api.ts'

export function scheduledQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['scheduled-messages', conversationId] as const,
    queryFn: async ({ signal }) =>
      (await client.call(listScheduledMessages, { params: { id: conversationId }, signal })).data,
  })
}
