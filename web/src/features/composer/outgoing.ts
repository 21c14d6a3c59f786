import { postMessage, postNote } from '@fairlead/sdk'
import i18n from 'i18next'
import { useCallback, useSyncExternalStore } from 'react'
import { client, queryClient } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { storeMessages } from '../messages/cache.ts'
import { useMe } from '../session/queries.ts'
import { Outbox, type Outgoing } from './outbox.ts'
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
    deliver,
    describe: describeError,
    interrupted: () => i18n.t('inbox:outgoing.interrupted'),
  })
  outboxes.set(memberId, outbox)
  return outbox
}

async function deliver(outgoing: Outgoing): Promise<void> {
  const { conversationId, clientId, text, attachments, replyTo, template, choices, cc, isNote } = outgoing
  const params = { id: conversationId }
  const attachmentIds = attachments.map(({ id }) => id)

  if (isNote) {
    const note = await client.call(postNote, { params, body: { text, attachmentIds, clientId } })
    storeMessages(queryClient, conversationId, [note])
  } else if (template !== null) {
    // The text is what the thread shows; the provider makes its own from the template.
    const { data } = await client.call(postMessage, { params, body: { template, text, attachmentIds, clientId } })
    storeMessages(queryClient, conversationId, data)
  } else {
    const body = {
      text,
      attachmentIds,
      clientId,
      choices: choicesOf(choices),
      cc: [...cc],
      ...(replyTo === null ? {} : { replyToId: replyTo.id }),
    }
    const { data } = await client.call(postMessage, { params, body })
    storeMessages(queryClient, conversationId, data)
  }
}
