import type { Conversation, Message } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Composer } from '../composer/composer.tsx'
import type { ComposerMode } from '../composer/draft.ts'
import { useOutbox, useOutgoing } from '../composer/outgoing.ts'
import { messageOf } from '../composer/outgoing-message.ts'
import { useDraft } from '../composer/use-draft.ts'
import { ConversationHeader } from '../conversations/conversation-header.tsx'
import { useActions } from '../conversations/use-actions.tsx'
import { Thread } from '../messages/thread.tsx'
import { useMe } from '../session/queries.ts'
import classes from './conversation-pane.module.css'
import { DetailsPanel } from './details-panel.tsx'
import { comingTime } from './time-text.ts'
import { useLocale } from './use-locale.ts'
import { useMarkRead } from './use-mark-read.ts'
import { useNow } from './use-now.ts'
import { useShortcuts } from './use-shortcuts.ts'

type Props = Readonly<{
  conversation: Conversation
  areDetailsOpen: boolean
  onToggleDetails(): void
  onBack(): void
  /** Goes on to the next conversation of the list. */
  onNext(): void
}>

/** An open conversation: its messages, where to answer, and all that can be done with it. */
export function ConversationPane({ conversation, areDetailsOpen, onToggleDetails, onBack, onNext }: Props) {
  const { id, status } = conversation
  const { member } = useMe()
  const outbox = useOutbox()
  const underWay = useOutgoing(id)
  const [, changeDraft] = useDraft(id)
  const actions = useActions(conversation)
  const [isAssigning, setAssigning] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const outgoing = useMemo(() => underWay.map((item) => messageOf(item, member)), [underWay, member])
  useMarkRead(conversation)

  const write = useCallback(
    (mode: ComposerMode) => {
      changeDraft((before) => ({ ...before, mode }))
      requestAnimationFrame(() => input.current?.focus())
    },
    [changeDraft],
  )
  const quote = useCallback(
    ({ id: messageId, author, text }: Message) => {
      changeDraft((before) => ({ ...before, replyTo: { id: messageId, authorName: author.name, text } }))
      write('reply')
    },
    [changeDraft, write],
  )
  const retryOutgoing = useCallback(
    (clientId: string) => {
      const item = outbox.list(id).find((candidate) => candidate.clientId === clientId)
      if (item) void outbox.retry(item)
    },
    [outbox, id],
  )
  // Back into the composer, before what has been begun there meanwhile.
  const editOutgoing = useCallback(
    (clientId: string) => {
      const item = outbox.list(id).find((candidate) => candidate.clientId === clientId)
      if (!item) return
      const mode = item.isNote ? 'note' : 'reply'
      outbox.discard(item)
      changeDraft((before) => ({
        ...before,
        replyTo: item.replyTo ?? before.replyTo,
        [mode]: {
          text: [item.text, before[mode].text].filter((text) => text !== '').join('\n\n'),
          attachments: [...item.attachments, ...before[mode].attachments],
        },
      }))
      write(mode)
    },
    [outbox, id, changeDraft, write],
  )

  async function close() {
    if ((await actions.close()) !== null) onNext()
  }

  async function decline() {
    if ((await actions.decline()) !== null) onNext()
  }

  useShortcuts({
    r: () => write('reply'),
    n: () => write('note'),
    a: () => {
      if (status !== 'closed') setAssigning(true)
    },
    e: () => void (status === 'closed' ? actions.reopen() : close()),
  })

  return (
    <>
      <section className={classes.pane}>
        <ConversationHeader
          conversation={conversation}
          actions={actions}
          isAssigning={isAssigning}
          onAssigning={setAssigning}
          areDetailsOpen={areDetailsOpen}
          onToggleDetails={onToggleDetails}
          onBack={onBack}
          onClose={close}
          onDecline={decline}
        />
        {conversation.snoozedUntil !== null && <Snoozed until={conversation.snoozedUntil} />}
        <Thread
          conversation={conversation}
          outgoing={outgoing}
          onReply={quote}
          onRetryOutgoing={retryOutgoing}
          onEditOutgoing={editOutgoing}
        />
        <Composer conversation={conversation} input={input} onReopen={actions.reopen} onClose={close} />
      </section>
      {areDetailsOpen && <DetailsPanel conversation={conversation} actions={actions} onClose={onToggleDetails} />}
    </>
  )
}

function Snoozed({ until }: { until: string }) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const now = useNow(60_000)
  return (
    <div className={classes.banner}>
      <IconMoon size={16} aria-hidden />
      <Text size="sm">{t('snooze.banner', { time: comingTime(until, now, locale) })}</Text>
    </div>
  )
}
