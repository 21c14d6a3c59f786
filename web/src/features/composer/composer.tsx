import { type Conversation, composing } from '@fairlead/sdk'
import { Button, SegmentedControl, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { askClosing } from '../closing/closing-question.ts'
import { mustAsk } from '../closing/must-ask.ts'
import { categoriesQuery } from '../closing/queries.ts'
import { contactQuery } from '../contacts/queries.ts'
import { useNow } from '../inbox/use-now.ts'
import { useSeeMentions } from '../mentions/use-see-mentions.ts'
import { useMe } from '../session/queries.ts'
import { ClosedNotice } from './closed-notice.tsx'
import classes from './composer.module.css'
import { composerStateOf } from './composer-state.ts'
import { type ComposerMode, isEmptyPiece } from './draft.ts'
import { OtherDraft } from './other-draft.tsx'
import { OutboxBar } from './outbox-bar.tsx'
import type { Afterwards } from './outgoing-item.ts'
import { ScheduledMessages } from './scheduled/scheduled-messages.tsx'
import { TemplateComposer } from './template-composer.tsx'
import { TextComposer } from './text-composer.tsx'
import { MarkTools } from './tools/mark-tools.tsx'
import { useDraft } from './use-draft.ts'
import { useOtherRecipients } from './use-other-recipients.ts'
import { plainContent, useSend } from './use-send.tsx'
import { WindowLeft } from './window-left.tsx'

type Props = Readonly<{
  conversation: Conversation
  input: RefObject<HTMLTextAreaElement | null>
  onReopen(): Promise<unknown>
  /** What was sent closes or puts aside the conversation once it has arrived: on to the next one. */
  onLeave(): void
  /** Back from there. */
  onReturn(): void
}>

/** Where a reply or a note is written. What cannot be sent now says why, and offers what can. */
export function Composer({ conversation, input, onReopen, onLeave, onReturn }: Props) {
  const { t } = useTranslation(['inbox', 'snippets'])
  const now = useNow()
  const [draft, changeDraft] = useDraft(conversation.id)
  const { data: contact } = useQuery(contactQuery(conversation.contact.id))
  const everybody = useOtherRecipients(conversation)
  const { mode } = draft
  const state = composerStateOf(conversation, contact?.identities ?? [], now)
  const { send, sendText, schedule } = useSend({ conversation, draft, changeDraft, everybody, onReturn })
  // Somebody else may close it in the middle of a word: what one types must not go elsewhere then.
  const [wasOpen, setWasOpen] = useState(false)
  if (!wasOpen && conversation.status !== 'closed') setWasOpen(true)
  const describeClosing = useDescribeClosing(conversation)
  useSeeMentions(conversation.id)
  const isClosed = mode === 'reply' && state.kind === 'conversation_closed'
  const hasField = !isClosed || wasOpen || !isEmptyPiece(draft.reply)
  const isWritable = mode === 'note' || state.kind === 'open'
  const hasMarks = mode === 'note' || composing[conversation.channelType].hasFormatting

  function sendThen(afterwards: Afterwards | null): void {
    sendText(afterwards)
    if (afterwards !== null) onLeave()
  }

  async function sendAndClose(): Promise<void> {
    const closing = await describeClosing()
    if (closing !== null) sendThen({ kind: 'close', ...closing })
  }

  async function reopen(): Promise<void> {
    await onReopen()
    requestAnimationFrame(() => input.current?.focus())
  }

  return (
    <>
      <OtherDraft conversationId={conversation.id} />
      <ScheduledMessages conversationId={conversation.id} />
      <OutboxBar conversation={conversation} changeDraft={changeDraft} onTaken={() => input.current?.focus()} />
      <section className={classes.composer} data-mode={mode} aria-label={t('composer.mode')}>
        <div className={classes.head}>
          <SegmentedControl
            size="xs"
            value={mode}
            onChange={(value) => {
              changeDraft((before) => ({ ...before, mode: value as ComposerMode }))
              requestAnimationFrame(() => input.current?.focus())
            }}
            data={[
              { value: 'reply', label: t('composer.reply') },
              { value: 'note', label: t('composer.note') },
            ]}
            aria-label={t('composer.mode')}
          />
          {isWritable && hasMarks && <MarkTools input={input} />}
          {mode === 'reply' && state.kind === 'open' && (
            <WindowLeft conversation={conversation} humanUntil={state.humanUntil} now={now} />
          )}
        </div>
        {isClosed && <Reopen onReopen={reopen} />}
        {!hasField ? null : mode === 'reply' && (state.kind === 'refused' || state.kind === 'window_over') ? (
          <ClosedNotice state={state} conversation={conversation} kept={draft.reply.text} />
        ) : mode === 'reply' && state.kind === 'template' ? (
          <TemplateComposer
            conversation={conversation}
            onSend={(template, text, attachments) => send({ ...plainContent, template, text, attachments })}
          />
        ) : (
          <TextComposer
            key={`${conversation.id} ${mode}`}
            conversation={conversation}
            draft={draft}
            everybody={everybody}
            isClosed={isClosed}
            changeDraft={changeDraft}
            input={input}
            onSend={sendThen}
            onSendAndClose={sendAndClose}
            onSchedule={schedule}
          />
        )}
      </section>
    </>
  )
}

/** What the workspace wants to know of whatever is closed, asked before it is sent; null: they changed their mind. */
function useDescribeClosing({ contact, closing }: Conversation) {
  const { workspace } = useMe()
  const queryClient = useQueryClient()

  return async (): Promise<{ categoryId?: string | null; summary?: string } | null> => {
    const { isCategoryRequired, isSummaryRequired } = workspace.closing
    if (!isCategoryRequired && !isSummaryRequired) return {}
    const categories = await queryClient.ensureQueryData(categoriesQuery)
    if (!mustAsk(workspace.closing, categories)) return {}
    return askClosing({ name: contact.name, count: 1, before: closing })
  }
}

function Reopen({ onReopen }: { onReopen(): Promise<void> }) {
  const { t } = useTranslation('inbox')
  const [isReopening, setReopening] = useState(false)

  async function reopen() {
    setReopening(true)
    await onReopen()
    setReopening(false)
  }

  return (
    <div className={classes.notice} role="status">
      <Text size="sm">{t('composer.closed')}</Text>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} />}
        onClick={reopen}
        loading={isReopening}
      >
        {t('composer.reopenToReply')}
      </Button>
    </div>
  )
}
