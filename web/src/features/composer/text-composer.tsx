import { type Conversation, composing } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { type DragEvent, type RefObject, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { placeholdersIn } from '../snippets/placeholders.ts'
import { AttachmentChips } from './attachment-chips.tsx'
import { ChoiceFields } from './choice-fields.tsx'
import classes from './composer.module.css'
import { isAddress } from './copies.ts'
import { type Draft, isEmptyPiece, type Mentioned, type Piece } from './draft.ts'
import { MailFields } from './mail-fields.tsx'
import type { Afterwards } from './outgoing-item.ts'
import { ReplyQuote } from './reply-quote.tsx'
import { SendButton } from './sending/send-button.tsx'
import { Tools } from './tools/tools.tsx'
import { Unfilled } from './unfilled.tsx'
import type { ChangeDraft } from './use-draft.ts'
import { useTextCount } from './use-text-count.ts'
import { useTyping } from './use-typing.ts'
import { useUploads } from './use-uploads.ts'
import { WritingField } from './writing-field.tsx'

type Props = Readonly<{
  conversation: Conversation
  draft: Draft
  /** Who gets a copy of a mail unless somebody says otherwise. */
  everybody: readonly string[]
  /** It was closed meanwhile: what was begun stays, and cannot be sent. */
  isClosed: boolean
  changeDraft: ChangeDraft
  input: RefObject<HTMLTextAreaElement | null>
  onSend(afterwards: Afterwards | null): void
  onSendAndClose(): void
  onSchedule(dueAt: Date): void
}>

/** A free text with files, as a reply or a note. */
export function TextComposer({ conversation, draft, everybody, isClosed, changeDraft, input, ...on }: Props) {
  const { t } = useTranslation(['inbox', 'snippets'])
  const { enter } = usePreferences()
  const { mode, replyTo, choices, bcc } = draft
  const cc = draft.cc ?? everybody
  const { choices: offered, isMail } = composing[conversation.channelType]
  const tellTyping = useTyping(conversation.id, conversation.channelType)
  const { text, attachments } = draft[mode]
  const [isDropping, setDropping] = useState(false)
  const [warnedOf, setWarnedOf] = useState('')
  const changePiece = (update: (piece: Piece) => Piece) =>
    changeDraft((before) => ({ ...before, [mode]: update(before[mode]) }))
  const { uploads, add } = useUploads(`${conversation.id} ${mode}`, (attachment) =>
    changePiece((piece) => ({ ...piece, attachments: [...piece.attachments, attachment] })),
  )
  const isReply = mode === 'reply'
  const unfilled = isReply ? placeholdersIn(text) : []
  const obstacle = obstacleOf()
  const fits = useTextCount(text, conversation.channelType)
  const count = isReply ? fits : null
  const canSend = obstacle === null && !isEmptyPiece(draft[mode])

  function obstacleOf(): string | null {
    if (isClosed) return t('composer.closed')
    if (uploads.length > 0) {
      return t(uploads.some(({ error }) => error !== null) ? 'composer.uploadFailed' : 'composer.uploadsPending')
    }
    if (isReply && isMail && ![...cc, ...bcc].every(isAddress)) return t('composer.ccObstacle')
    const hasChoices = isReply && offered !== null && choices.some((title) => title.trim() !== '')
    return hasChoices && text.trim() === '' && attachments.length > 0 ? t('composer.choicesObstacle') : null
  }

  /** Whoever wants to send what nobody filled in is asked once, and then it is theirs to know. */
  function unlessUnfilled(act: () => void): void {
    if (!canSend) return
    if (unfilled.length > 0 && warnedOf !== text) setWarnedOf(text)
    else act()
  }

  const send = () => unlessUnfilled(() => on.onSend(null))
  const sendAndClose = () => unlessUnfilled(on.onSendAndClose)

  function dropFiles(event: DragEvent) {
    event.preventDefault()
    setDropping(false)
    add(event.dataTransfer.files)
  }

  function dragOver(event: DragEvent) {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDropping(true)
  }

  function mention(member: Mentioned) {
    changeDraft((before) => ({
      ...before,
      mentions: [...before.mentions.filter(({ id }) => id !== member.id), member],
    }))
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere here; the button does the same
    <div className={classes.body} onDragOver={dragOver} onDragLeave={() => setDropping(false)} onDrop={dropFiles}>
      {isReply && isMail && (
        <MailFields
          conversation={conversation}
          cc={cc}
          bcc={bcc}
          everybody={everybody}
          onChange={(change) => changeDraft((before) => ({ ...before, ...change }))}
        />
      )}
      {isReply && replyTo && (
        <ReplyQuote of={replyTo} onCancel={() => changeDraft((before) => ({ ...before, replyTo: null }))} />
      )}
      <WritingField
        conversation={conversation}
        mode={mode}
        text={text}
        input={input}
        onChange={(value) => {
          changePiece((piece) => ({ ...piece, text: value }))
          if (isReply) tellTyping()
        }}
        onMention={mention}
        onFiles={add}
        onSend={send}
        onSendAndClose={sendAndClose}
      />
      <AttachmentChips
        attachments={attachments}
        uploads={uploads}
        onRemove={(id) =>
          changePiece((piece) => ({ ...piece, attachments: piece.attachments.filter((item) => item.id !== id) }))
        }
      />
      {isReply && offered !== null && choices.length > 0 && (
        <ChoiceFields
          choices={choices}
          {...offered}
          onChange={(next) => {
            changeDraft((before) => ({ ...before, choices: next }))
            if (next.length === 0) input.current?.focus()
          }}
        />
      )}
      {unfilled.length > 0 && <Unfilled placeholders={unfilled} isUrgent={warnedOf === text} input={input} />}
      <div className={classes.foot}>
        <Tools
          input={input}
          onFiles={add}
          hasSnippets
          choices={
            isReply && offered !== null
              ? {
                  isOn: choices.length > 0,
                  onOffer: () =>
                    changeDraft((before) => ({
                      ...before,
                      choices: before.choices.length > 0 ? before.choices : [''],
                    })),
                }
              : null
          }
        />
        <Text size="xs" c="dimmed" className={classes.hint} data-keys={obstacle === null && count === null}>
          {obstacle ?? count ?? t(enter === 'send' ? 'composer.hint' : 'snippets:send.hintNewline')}
        </Text>
        <SendButton
          isNote={!isReply}
          canSend={canSend}
          onSend={send}
          onSendAndClose={sendAndClose}
          onSendAndSnooze={(until) => unlessUnfilled(() => on.onSend({ kind: 'snooze', until: until.toISOString() }))}
          onSchedule={(dueAt) => unlessUnfilled(() => on.onSchedule(dueAt))}
        />
      </div>
      {isDropping && <div className={classes.drop}>{t('composer.drop')}</div>}
    </div>
  )
}
