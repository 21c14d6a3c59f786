import { type Conversation, composing } from '@fairlead/sdk'
import { Button, SegmentedControl, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactQuery } from '../contacts/queries.ts'
import { useNow } from '../inbox/use-now.ts'
import { newClientId } from './client-id.ts'
import { ClosedNotice } from './closed-notice.tsx'
import classes from './composer.module.css'
import { composerStateOf } from './composer-state.ts'
import { type ComposerMode, emptyDraft, isEmptyPiece } from './draft.ts'
import type { Outgoing } from './outbox.ts'
import { useOutbox } from './outgoing.ts'
import { TemplateComposer } from './template-composer.tsx'
import { TextComposer } from './text-composer.tsx'
import { useDraft } from './use-draft.ts'
import { WindowLeft } from './window-left.tsx'

type Props = Readonly<{
  conversation: Conversation
  input: RefObject<HTMLTextAreaElement | null>
  onReopen(): void
  onClose(): void
}>

type Content = Pick<Outgoing, 'text' | 'attachments' | 'replyTo' | 'template' | 'choices' | 'cc'>
const plain = { replyTo: null, template: null, choices: [], cc: [] }

/** Where a reply or a note is written. What cannot be sent now says why, and offers what can. */
export function Composer({ conversation, input, onReopen, onClose }: Props) {
  const { t } = useTranslation('inbox')
  const now = useNow()
  const outbox = useOutbox()
  const [draft, changeDraft] = useDraft(conversation.id)
  const { data: contact } = useQuery(contactQuery(conversation.contact.id))
  const { mode } = draft
  const state = composerStateOf(conversation, contact?.identities ?? [], now)

  function send(content: Content, thenClose: boolean) {
    const isNote = mode === 'note'
    const at = new Date().toISOString()
    const outgoing = { clientId: newClientId(), conversationId: conversation.id, isNote, at, error: null, ...content }
    changeDraft((before) => ({
      ...before,
      [mode]: emptyDraft[mode],
      ...(isNote ? {} : { replyTo: null, choices: [], cc: [] }),
    }))
    void outbox.send(outgoing).then((hasArrived) => {
      if (hasArrived && thenClose) onClose()
    })
  }

  function sendText(thenClose: boolean) {
    const piece = draft[mode]
    if (isEmptyPiece(piece)) return
    if (mode === 'note') return send({ ...plain, ...piece }, thenClose)
    const { choices, isMail } = composing[conversation.channelType]
    send(
      {
        ...plain,
        ...piece,
        replyTo: draft.replyTo,
        choices: choices === null ? [] : draft.choices.map((title) => title.trim()).filter((title) => title !== ''),
        cc: isMail ? draft.cc : [],
      },
      thenClose,
    )
  }

  return (
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
        {mode === 'reply' && state.kind === 'open' && (
          <WindowLeft conversation={conversation} humanUntil={state.humanUntil} now={now} />
        )}
      </div>
      {mode === 'reply' && state.kind === 'conversation_closed' ? (
        <Reopen onReopen={onReopen} />
      ) : mode === 'reply' && (state.kind === 'refused' || state.kind === 'window_over') ? (
        <ClosedNotice state={state} conversation={conversation} kept={draft.reply.text} />
      ) : mode === 'reply' && state.kind === 'template' ? (
        <TemplateComposer
          conversation={conversation}
          onSend={(template, text, attachments) => send({ ...plain, template, text, attachments }, false)}
        />
      ) : (
        <TextComposer
          key={`${conversation.id} ${mode}`}
          conversation={conversation}
          draft={draft}
          changeDraft={changeDraft}
          input={input}
          onSend={sendText}
        />
      )}
    </section>
  )
}

function Reopen({ onReopen }: Pick<Props, 'onReopen'>) {
  const { t } = useTranslation('inbox')
  const [isReopening, setReopening] = useState(false)

  async function reopen() {
    setReopening(true)
    onReopen()
    setReopening(false)
  }

  return (
    <div className={classes.notice}>
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
