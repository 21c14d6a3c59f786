import { readConversation } from '@fairlead/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client } from '../../api.ts'
import { messagesQuery } from '../messages/queries.ts'
import { useMe } from '../session/queries.ts'

const seen = new Set<string>()

/** Says that whoever looks has seen what names them here, once for each. */
export function useSeeMentions(conversationId: string): void {
  const { id: meId } = useMe().member
  const queryClient = useQueryClient()
  const { data } = useQuery({ queryKey: messagesQuery(conversationId).queryKey, enabled: false })

  useEffect(() => {
    void data
    const messages = queryClient
      .getQueryData(messagesQuery(conversationId).queryKey)
      ?.pages.flatMap((page) => page.data)
    const own = (messages ?? []).filter(({ id, mentionIds }) => mentionIds?.includes(meId) && !seen.has(id))
    if (own.length === 0 || !document.hasFocus()) return
    for (const { id } of own) seen.add(id)
    client.call(readConversation, { params: { id: conversationId } }).catch(() => {
      for (const { id } of own) seen.delete(id)
    })
  }, [data, queryClient, conversationId, meId])
}
