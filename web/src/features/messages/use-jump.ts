import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { notifyError } from '../../ui/notify.ts'
import { messagesIn, showPlace } from './cache.ts'
import type { Place } from './message-list.ts'

/** A message that the reader is led to: another object for each time. */
export type Target = Readonly<{ id: string }>

type Jump = Readonly<{
  target: Target | null
  toMessage(id: string): void
  /** To the first message of a day, or after it. */
  toDay(day: string): void
  /** Resolves when they are there. */
  toNewest(): Promise<void>
}>

/** Leads to places in a thread, also those that are not loaded: then they are. */
export function useJump(conversationId: string, messageId: string | undefined): Jump {
  const queryClient = useQueryClient()
  const [target, setTarget] = useState<Target | null>(null)

  const show = useCallback(
    (place: Place) => showPlace(queryClient, conversationId, place).catch(notifyError),
    [queryClient, conversationId],
  )
  const toMessage = useCallback(
    async (id: string) => {
      const known = messagesIn(queryClient, conversationId)
      // What is not there at all begins with the message.
      if (known !== null && !known.data.some((message) => message.id === id)) await show({ around: id })
      setTarget({ id })
    },
    [queryClient, conversationId, show],
  )
  const toDay = useCallback(
    async (day: string) => {
      const at = new Date(`${day}T00:00`).toISOString()
      await show({ at })
      const messages = messagesIn(queryClient, conversationId)?.data ?? []
      const found = messages.findLast((message) => message.at >= at) ?? messages[0]
      if (found) setTarget({ id: found.id })
    },
    [queryClient, conversationId, show],
  )

  useEffect(() => {
    if (messageId !== undefined) void toMessage(messageId)
  }, [messageId, toMessage])

  return {
    target,
    toMessage: useCallback((id) => void toMessage(id), [toMessage]),
    toDay: useCallback((day) => void toDay(day), [toDay]),
    toNewest: useCallback(async () => void (await show({})), [show]),
  }
}
