import { type Conversation, composing, type Message } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { Suspense, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { later } from '../../ui/later.ts'
import { ConversationCommands } from '../commands/conversation-commands.tsx'
import { Composer } from '../composer/composer.tsx'
import type { ComposerMode } from '../composer/draft.ts'
import { useOutbox, useOutgoing } from '../composer/outgoing.ts'
import { messageOf } from '../composer/outgoing-message.ts'
import { restored } from '../composer/restored.ts'
import { useDraft } from '../composer/use-draft.ts'
import { ConversationHeader } from '../conversations/conversation-header.tsx'
import { type Assignment, useActions } from '../conversations/use-actions.tsx'
import { Thread } from '../messages/thread.tsx'
import { useMe } from '../session/queries.ts'
import { useViewing } from '../viewers/use-viewers.ts'
import { WritingWarning } from '../viewers/viewer-marks.tsx'
import classes from './conversation-pane.module.css'
import { comingTime } from './time-text.ts'
import { useLinkedMessage } from './use-linked-message.ts'
import { useLocale } from './use-locale.ts'
import { useMarkRead } from './use-mark-read.ts'
import { useNow } from './use-now.ts'

const DetailsPanel = later(async () => (await import('../details/details-panel.tsx')).DetailsPanel)

type Props = Readonly<{
  conversation: Conversation
  areDetailsOpen: boolean
  onToggleDetails(): void
  onBack(): void
  /** Goes on to the next conversation of the list. */
  onNext(): void
  /** The same, if this one has left the list. */
  onNextIfGone(): void
  /** Comes back to this one. */
  onReturn(): void
}>

/** An open conversation: its messages, where to answer, and all that can be done with it. */
export function ConversationPane({ conversation, areDetailsOpen, onToggleDetails, onBack, ...on }: Props) {
  const { id } = conversation
  const { isMail } = composing[conversation.channelType]
  const { member } = useMe()
  const outbox = useOutbox()
  const underWay = useOutgoing(id)
  const [, changeDraft] = useDraft(id)
  const { assign, snooze, ...others } = useActions(conversation)
  const actions = { ...others, assign: assignAndGoOn, snooze: snoozeAndGoOn }
  const [isAssigning, setAssigning] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const outgoing = useMemo(() => underWay.map((item) => messageOf(item, member)), [underWay, member])
  useMarkRead(conversation)
  const noteTyping = useViewing(id)
  const [messageId, forgetMessage] = useLinkedMessage()
  // What stands beside them is as much work as the messages, which are on the screen before it.
  const areMessagesShown = useDeferredValue(true, false)

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
      if (item) outbox.retry(item)
    },
    [outbox, id],
  )
  // Back into the composer, before what has been begun there meanwhile.
  const editOutgoing = useCallback(
    (clientId: string) => {
      const item = outbox.list(id).find((candidate) => candidate.clientId === clientId)
      if (!item) return
      outbox.discard(item)
      changeDraft((before) => restored(before, item, isMail))
      write(item.isNote ? 'note' : 'reply')
    },
    [outbox, id, isMail, changeDraft, write],
  )

  async function close(isAsking = false) {
    if ((await actions.close({ isAsking, onUndone: on.onReturn })) !== null) on.onNext()
  }

  async function decline() {
    if ((await actions.decline()) !== null) on.onNext()
  }

  async function snoozeAndGoOn(until: Date) {
    const snoozed = await snooze(until)
    if (snoozed !== null) on.onNext()
    return snoozed
  }

  // What one takes oneself one is about to answer; what one gave away is somebody else's.
  async function assignAndGoOn(assignment: Assignment) {
    const assigned = await assign(assignment)
    if (assigned !== null && assigned.assigneeId !== member.id) on.onNextIfGone()
    return assigned
  }

  return (
    <>
      <section className={classes.pane} onInput={noteTyping}>
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
          messageId={messageId}
          onShown={forgetMessage}
          onReply={quote}
          onRetryOutgoing={retryOutgoing}
          onEditOutgoing={editOutgoing}
        />
        <WritingWarning conversationId={id} />
        <Composer
          conversation={conversation}
          input={input}
          onReopen={actions.reopen}
          onLeave={on.onNext}
          onReturn={on.onReturn}
        />
      </section>
      <Suspense>
        <ConversationCommands
          conversation={conversation}
          actions={actions}
          onWrite={write}
          onAssign={() => setAssigning(true)}
          onClose={close}
          onSnooze={actions.snooze}
          onDecline={decline}
          onToggleDetails={onToggleDetails}
        />
      </Suspense>
      {areDetailsOpen && (
        <Suspense fallback={<aside className={classes.details} />}>
          {areMessagesShown ? (
            <DetailsPanel conversation={conversation} actions={actions} onClose={onToggleDetails} />
          ) : (
            <aside className={classes.details} />
          )}
        </Suspense>
      )}
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
