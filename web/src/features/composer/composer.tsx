import type { Conversation } from '@fairlead/sdk'
import { Button, SegmentedControl, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../inbox/use-now.ts'
import { newClientId } from './client-id.ts'
import classes from './composer.module.css'
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

type Content = Pick<Outgoing, 'text' | 'attachments' | 'replyTo' | 'template'>

/** Where a reply or a note is written. What cannot be sent now says why, and offers what can. */
export function Composer({ conversation, input, onReopen, onClose }: Props) {
  const { t } = useTranslation('inbox')
  const now = useNow()
  const outbox = useOutbox()
  const [draft, changeDraft] = useDraft(conversation.id)
  const [isReopening, setReopening] = useState(false)
  const { mode } = draft
  const { windowEndsAt, status } = conversation
  const isWindowClosed = windowEndsAt !== null && Date.parse(windowEndsAt) <= now

  function send(content: Content, thenClose: boolean) {
    const isNote = mode === 'note'
    const at = new Date().toISOString()
    const outgoing = { clientId: newClientId(), conversationId: conversation.id, isNote, at, error: null, ...content }
    changeDraft((before) => ({
      ...before,
      [mode]: emptyDraft[mode],
      replyTo: isNote ? before.replyTo : null,
    }))
    void outbox.send(outgoing).then((hasArrived) => {
      if (hasArrived && thenClose) onClose()
    })
  }

  async function reopen() {
    setReopening(true)
    onReopen()
    setReopening(false)
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
        {mode === 'reply' && status !== 'closed' && <WindowLeft conversation={conversation} now={now} />}
      </div>
      {mode === 'reply' && status === 'closed' ? (
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
      ) : mode === 'reply' && isWindowClosed ? (
        <TemplateComposer
          channelId={conversation.channelId}
          onSend={(template, text) => send({ template, text, attachments: [], replyTo: null }, false)}
        />
      ) : (
        <TextComposer
          key={`${conversation.id} ${mode}`}
          conversation={conversation}
          draft={draft}
          changeDraft={changeDraft}
          input={input}
          onSend={(thenClose) => {
            if (isEmptyPiece(draft[mode])) return
            const replyTo = mode === 'reply' ? draft.replyTo : null
            send({ ...draft[mode], replyTo, template: null }, thenClose)
          }}
        />
      )}
    </section>
  )
}
