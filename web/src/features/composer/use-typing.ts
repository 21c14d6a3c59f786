import { type ChannelType, composing, postTyping } from '@fairlead/sdk'
import { useCallback, useRef } from 'react'
import { client } from '../../api.ts'

// What a customer sees of it lasts about five seconds.
const againAfterMs = 4000

/** Tells the contact, where the channel can, that somebody is writing. Nobody waits for it, or hears that it failed. */
export function useTyping(conversationId: string, channelType: ChannelType): () => void {
  const toldAt = useRef(0)

  return useCallback(() => {
    if (!composing[channelType].hasTyping || Date.now() - toldAt.current < againAfterMs) return
    toldAt.current = Date.now()
    client.call(postTyping, { params: { id: conversationId } }).catch(() => undefined)
  }, [conversationId, channelType])
}
