import { type Conversation, composing } from '@fairlead/sdk'
import { ActionIcon, Button, CloseButton, FileButton, Group, Menu, Text, Textarea, Tooltip } from '@mantine/core'
import { IconChevronUp, IconListCheck, IconPaperclip } from '@tabler/icons-react'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentChips } from './attachment-chips.tsx'
import { ChoiceFields } from './choice-fields.tsx'
import classes from './composer.module.css'
import { isAddress } from './copies.ts'
import { type Draft, isEmptyPiece, type Piece } from './draft.ts'
import { MailFields } from './mail-fields.tsx'
import type { ChangeDraft } from './use-draft.ts'
import { useTextCount } from './use-text-count.ts'
import { useTyping } from './use-typing.ts'
import { useUploads } from './use-uploads.ts'

type Props = Readonly<{
  conversation: Conversation
  draft: Draft
  changeDraft: ChangeDraft
  input: RefObject<HTMLTextAreaElement | null>
  onSend(thenClose: boolean): void
}>

/** A free text with files, as a reply or a note. */
export function TextComposer({ conversation, draft, changeDraft, input, onSend }: Props) {
  const { t } = useTranslation('inbox')
  const { mode, replyTo, choices, cc } = draft
  const { choices: offered, isMail } = composing[conversation.channelType]
  const tellTyping = useTyping(conversation.id, conversation.channelType)
  const { text, attachments } = draft[mode]
  const [isDropping, setDropping] = useState(false)
  const changePiece = (update: (piece: Piece) => Piece) =>
    changeDraft((before) => ({ ...before, [mode]: update(before[mode]) }))
  const { uploads, add } = useUploads(`${conversation.id} ${mode}`, (attachment) =>
    changePiece((piece) => ({ ...piece, attachments: [...piece.attachments, attachment] })),
  )
  const isReply = mode === 'reply'
  const obstacle = obstacleOf()
  const fits = useTextCount(text, conversation.channelType)
  const count = isReply ? fits : null
  const canSend = obstacle === null && !isEmptyPiece(draft[mode])

  function obstacleOf(): string | null {
    if (uploads.length > 0) {
      return t(uploads.some(({ error }) => error !== null) ? 'composer.uploadFailed' : 'composer.uploadsPending')
    }
    if (isReply && isMail && !cc.every(isAddress)) return t('composer.ccObstacle')
    const hasChoices = isReply && offered !== null && choices.some((title) => title.trim() !== '')
    return hasChoices && text.trim() === '' && attachments.length > 0 ? t('composer.choicesObstacle') : null
  }

  function send(thenClose = false) {
    if (canSend) onSend(thenClose)
  }

  function sendOnEnter(event: KeyboardEvent) {
    // Enter also ends what an input method is composing. On glass it begins a line, as people there are used to.
    const isPlain = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
    if (!isPlain || (matchMedia('(pointer: coarse)').matches && !event.ctrlKey && !event.metaKey)) return
    event.preventDefault()
    send()
  }

  function pasteFiles(event: ClipboardEvent) {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    add(event.clipboardData.files)
  }

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

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere here; the button does the same
    <div className={classes.body} onDragOver={dragOver} onDragLeave={() => setDropping(false)} onDrop={dropFiles}>
      {isReply && isMail && (
        <MailFields
          conversation={conversation}
          cc={cc}
          onChange={(next) => changeDraft((before) => ({ ...before, cc: next }))}
        />
      )}
      {isReply && replyTo && (
        <div className={classes.quote}>
          <div className={classes.quoted}>
            <Text size="xs" fw={600}>
              {t('composer.answering', { name: replyTo.authorName })}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {replyTo.text}
            </Text>
          </div>
          <CloseButton
            size="sm"
            onClick={() => changeDraft((before) => ({ ...before, replyTo: null }))}
            aria-label={t('composer.cancelQuote')}
          />
        </div>
      )}
      <Textarea
        ref={input}
        classNames={{ input: classes.input }}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={text}
        onChange={(event) => {
          const { value } = event.currentTarget
          changePiece((piece) => ({ ...piece, text: value }))
          if (isReply) tellTyping()
        }}
        onKeyDown={sendOnEnter}
        onPaste={pasteFiles}
        placeholder={
          mode === 'note' ? t('composer.notePlaceholder') : t('composer.replyTo', { name: conversation.contact.name })
        }
        aria-label={t(`composer.${mode}`)}
        dir="auto"
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
      <div className={classes.foot}>
        <FileButton onChange={add} multiple>
          {(props) => (
            <Tooltip label={t('composer.attach')}>
              <ActionIcon {...props} variant="subtle" color="gray" size="lg" aria-label={t('composer.attach')}>
                <IconPaperclip size={18} />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
        {isReply && offered !== null && (
          <Tooltip label={t('composer.offerChoices')}>
            <ActionIcon
              variant={choices.length > 0 ? 'light' : 'subtle'}
              color={choices.length > 0 ? 'harbour' : 'gray'}
              size="lg"
              onClick={() =>
                changeDraft((before) => ({ ...before, choices: before.choices.length > 0 ? before.choices : [''] }))
              }
              aria-label={t('composer.offerChoices')}
            >
              <IconListCheck size={18} />
            </ActionIcon>
          </Tooltip>
        )}
        <Text size="xs" c="dimmed" className={classes.hint} data-keys={obstacle === null && count === null}>
          {obstacle ?? count ?? t('composer.hint')}
        </Text>
        <Group gap={0} wrap="nowrap">
          <Button
            {...(mode === 'note' ? { color: 'yellow.9' } : { className: classes.send ?? '' })}
            onClick={() => send()}
            disabled={!canSend}
          >
            {t(mode === 'note' ? 'composer.addNote' : 'composer.send')}
          </Button>
          {isReply && (
            <Menu position="top-end">
              <Menu.Target>
                <ActionIcon
                  className={classes.sendMore}
                  variant="filled"
                  size={36}
                  disabled={!canSend}
                  aria-label={t('composer.sendMore')}
                >
                  <IconChevronUp size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => send(true)}>{t('composer.sendAndClose')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </div>
      {isDropping && <div className={classes.drop}>{t('composer.drop')}</div>}
    </div>
  )
}
