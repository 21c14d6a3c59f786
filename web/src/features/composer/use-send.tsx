import { type Conversation, composing, postScheduledMessage } from '@fairlead/sdk'
import { client, queryClient } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { offerUndo } from '../../ui/undo.tsx'
import { comingTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { newClientId } from './client-id.ts'
import { type Draft, emptyDraft, isEmptyPiece } from './draft.ts'
import type { Outbox } from './outbox.ts'
import { useOutbox } from './outgoing.ts'
import type { Afterwards, Outgoing } from './outgoing-item.ts'
import { choicesOf } from './outgoing-message.ts'
import { restored } from './restored.ts'
import type { ChangeDraft } from './use-draft.ts'

export type Content = Pick<
  Outgoing,
  'text' | 'attachments' | 'replyTo' | 'template' | 'choices' | 'cc' | 'bcc' | 'mentionIds'
>
export const plainContent = { replyTo: null, template: null, choices: [], cc: [], bcc: [], mentionIds: [] }

type Place = Readonly<{
  conversation: Conversation
  draft: Draft
  changeDraft: ChangeDraft
  /** Who gets a copy of a mail unless somebody says otherwise. */
  everybody: readonly string[]
  /** Back to this conversation, for whoever had gone on to another one. */
  onReturn(): void
}>

/** What can be done with what is written: it goes to the outbox, or, for later, to the server. */
export function useSend({ conversation, draft, changeDraft, everybody, onReturn }: Place) {
  const { t } = useTranslation('snippets')
  const locale = useLocale()
  const outbox = useOutbox()
  const { undoSeconds } = usePreferences()
  const { mode } = draft
  const isNote = mode === 'note'
  const { isMail, choices } = composing[conversation.channelType]

  const clear = () =>
    changeDraft((before) => ({
      ...before,
      [mode]: emptyDraft[mode],
      ...(isNote ? { mentions: [] } : { replyTo: null, choices: [], cc: null, bcc: [] }),
    }))

  function send(content: Content, afterwards: Afterwards | null = null): void {
    const now = Date.now()
    const isHeld = !isNote && undoSeconds > 0
    const outgoing: Outgoing = {
      ...content,
      ...{ clientId: newClientId(), conversationId: conversation.id, isNote, afterwards },
      at: new Date(now).toISOString(),
      heldUntil: isHeld ? new Date(now + undoSeconds * 1000).toISOString() : null,
      ...{ isWaiting: false, error: null },
    }
    clear()
    outbox.send(outgoing)
    // Who goes on to another conversation takes the way back along.
    if (isHeld && afterwards !== null) offerTakingBack(outbox, outgoing)
  }

  function offerTakingBack(held: Outbox, { conversationId, clientId }: Outgoing): void {
    offerUndo({
      id: `held ${clientId}`,
      text: t('held.to', { name: conversation.contact.name }),
      action: t('held.undo'),
      forMs: undoSeconds * 1000,
      undo: () => {
        const item = held.takeBack(conversationId, clientId)
        if (item === null) return
        changeDraft((before) => restored(before, item, isMail))
        onReturn()
      },
    })
  }

  /** Null: there is nothing to send. */
  function contentOf(): Content | null {
    const piece = draft[mode]
    if (isEmptyPiece(piece)) return null
    if (isNote) return { ...plainContent, ...piece, mentionIds: mentionedIn(draft) }
    return {
      ...plainContent,
      ...piece,
      replyTo: draft.replyTo,
      choices: choices === null ? [] : draft.choices.map((title) => title.trim()).filter((title) => title !== ''),
      cc: isMail ? (draft.cc ?? everybody) : [],
      bcc: isMail ? draft.bcc : [],
    }
  }

  async function schedule(dueAt: Date): Promise<void> {
    const content = contentOf()
    if (content === null) return
    const { text, attachments, replyTo, cc, bcc } = content
    const message = {
      ...{ text, attachmentIds: attachments.map(({ id }) => id), choices: choicesOf(content.choices) },
      ...{ cc: [...cc], bcc: [...bcc], ...(replyTo === null ? {} : { replyToId: replyTo.id }) },
    }
    try {
      const body = { message, dueAt: dueAt.toISOString() }
      await client.call(postScheduledMessage, { params: { id: conversation.id }, body })
      clear()
      notifyDone(t('scheduled.done', { time: comingTime(body.dueAt, Date.now(), locale) }))
      await queryClient.invalidateQueries({ queryKey: ['scheduled-messages', conversation.id] })
    } catch (error) {
      notifyError(error)
    }
  }

  return {
    send,
    schedule,
    sendText(afterwards: Afterwards | null = null) {
      const content = contentOf()
      if (content !== null) send(content, afterwards)
    },
  }
}

/** Whom the note still names. */
function mentionedIn({ note, mentions }: Draft): string[] {
  const named = mentions.filter(({ name }) => note.text.includes(`@${name}`))
  return [...new Set(named.map(({ id }) => id))]
}
