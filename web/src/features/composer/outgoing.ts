import {
  ApiError,
  type Client,
  closeConversation,
  type Message,
  postMessage,
  postNote,
  snoozeConversation,
} from '@fairlead/sdk'
import { useCallback, useSyncExternalStore } from 'react'
import { client, queryClient } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { notifyError } from '../../ui/notify.ts'
import { storeConversation } from '../conversations/cache.ts'
import { storeMessages } from '../messages/cache.ts'
import { useMe } from '../session/queries.ts'
import { leaving } from './leaving.ts'
import { Outbox } from './outbox.ts'
import type { Outgoing } from './outgoing-item.ts'
import { choicesOf } from './outgoing-message.ts'

const outboxes = new Map<string, Outbox>()

export function useOutbox(): Outbox {
  return outboxOf(useMe().member.id)
}

/** What was sent in a conversation and has not arrived at the server yet. */
export function useOutgoing(conversationId: string): readonly Outgoing[] {
  const outbox = useOutbox()
  return useSyncExternalStore(
    useCallback((onChange) => outbox.watch(conversationId, onChange), [outbox, conversationId]),
    () => outbox.list(conversationId),
  )
}

function outboxOf(memberId: string): Outbox {
  const known = outboxes.get(memberId)
  if (known) return known

  const outbox = new Outbox({
    memberId,
    storage: localStorage,
    async deliver(outgoing) {
      storeMessages(queryClient, outgoing.conversationId, await post(client, outgoing))
      await finish(outgoing)
    },
    deliverLeaving: (outgoing) => void post(leaving, outgoing).catch(() => undefined),
    describe: describeError,
  })
  outboxes.set(memberId, outbox)
  return outbox
}

async function post({ call }: Client, outgoing: Outgoing): Promise<Message[]> {
  const { conversationId, clientId, text, attachments, replyTo, template, choices, cc, bcc, isNote } = outgoing
  const params = { id: conversationId }
  const attachmentIds = attachments.map(({ id }) => id)

  if (isNote) {
    const mentionIds = [...outgoing.mentionIds]
    return [await call(postNote, { params, body: { text, attachmentIds, mentionIds, clientId } })]
  } else if (template !== null) {
    // The text is what the thread shows; the provider makes its own from the template.
    return (await call(postMessage, { params, body: { template, text, attachmentIds, clientId } })).data
  } else {
    const answered = replyTo === null ? {} : { replyToId: replyTo.id }
    const body = { text, attachmentIds, clientId, choices: choicesOf(choices), cc: [...cc], bcc: [...bcc], ...answered }
    return (await call(postMessage, { params, body })).data
  }
}

// The message has arrived: what is refused now is told, and no reason to send it again.
async function finish({ conversationId, afterwards }: Outgoing): Promise<void> {
  if (afterwards === null) return
  const params = { id: conversationId }
  try {
    const changed = await (afterwards.kind === 'close'
      ? client.call(closeConversation, { params, ...closingOf(afterwards) })
      : client.call(snoozeConversation, { params, body: { until: afterwards.until } }))
    storeConversation(queryClient, changed)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code !== 'conversation_closed') notifyError(error)
  }
}

function closingOf({ categoryId, summary }: { categoryId?: string | null; summary?: string }) {
  if (categoryId === undefined && summary === undefined) return {}
  return {
    body: { ...(categoryId === undefined ? {} : { categoryId }), ...(summary === undefined ? {} : { summary }) },
  }
}
