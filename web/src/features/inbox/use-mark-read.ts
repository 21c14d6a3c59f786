import { type Conversation, readConversation } from '@fairlead/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { client } from '../../api.ts'
import { storeConversation } from '../conversations/cache.ts'

/** Says that what is open has been seen, as soon as somebody can have seen it. A refusal waits for the next message. */
export function useMarkRead({ id, unreadCount }: Conversation): void {
  const queryClient = useQueryClient()
  const isWatched = useSyncExternalStore(followAttention, hasAttention)
  const { mutate } = useMutation({
    mutationFn: (conversationId: string) => client.call(readConversation, { params: { id: conversationId } }),
    onSuccess: (conversation) => storeConversation(queryClient, conversation),
  })

  useEffect(() => {
    if (isWatched && unreadCount > 0) mutate(id)
  }, [isWatched, unreadCount, id, mutate])
}

function hasAttention(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

function followAttention(onChange: () => void): () => void {
  const signs = new AbortController()
  const { signal } = signs
  window.addEventListener('focus', onChange, { signal })
  window.addEventListener('blur', onChange, { signal })
  document.addEventListener('visibilitychange', onChange, { signal })
  return () => signs.abort()
}
