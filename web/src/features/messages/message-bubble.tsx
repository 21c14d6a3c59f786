import type { Message } from '@fairlead/sdk'
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconLock, IconRobot } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, timeOfDay } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { AutomaticContent } from './automatic-content.tsx'
import { DeliveryFailure, DeliveryMark } from './delivery.tsx'
import classes from './message.module.css'
import { MessageContent } from './message-content.tsx'

type Props = Readonly<{
  message: Message
  meId: string
  isFirst: boolean
  isLast: boolean
  isBusy: boolean
  onReply: ((message: Message) => void) | null
  onRetry(message: Message): void
  /** Given when the message has not reached the server: then its text can be taken back. */
  onEdit: ((message: Message) => void) | null
  onQuote(messageId: string): void
}>

/** One message or note. */
export const MessageBubble = memo(function MessageBubble(props: Props) {
  const { message, isFirst, isLast, isBusy, onReply, onRetry, onEdit, onQuote } = props
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const { author, isNote, replyTo, reactions, state, at, editedAt, deletedAt } = message
  const isOurs = author.type !== 'contact'
  const expectation = message.content.expectation
  const hasFailed = isOurs && (state === 'failed' || state === 'unknown')

  return (
    <article
      className={classes.message}
      data-side={isOurs ? 'ours' : 'theirs'}
      data-note={isNote || undefined}
      data-told={expectation}
      data-automatic={message.content.isAutomatic || undefined}
      data-mail={message.content.mail !== undefined || undefined}
      data-first={isFirst || undefined}
      data-last={isLast || undefined}
    >
      {expectation ? <Told expectation={expectation} /> : isFirst && (isOurs || isNote) && <Author {...props} />}
      <div className={classes.line}>
        <div className={classes.bubble}>
          {replyTo && (
            <button type="button" className={classes.quote} onClick={() => onQuote(replyTo.id)}>
              <span className={classes.quoteAuthor}>{replyTo.authorName}</span>
              <span className={classes.quoteText}>{replyTo.text || '…'}</span>
            </button>
          )}
          {message.content.isAutomatic ? <AutomaticContent message={message} /> : <MessageContent message={message} />}
        </div>
        {onReply && !isNote && deletedAt === null && !hasFailed && (
          <Tooltip label={t('message.reply')}>
            <ActionIcon
              className={classes.reply}
              variant="subtle"
              color="gray"
              onClick={() => onReply(message)}
              aria-label={t('message.reply')}
            >
              <IconArrowBackUp size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {reactions.length > 0 && (
        <div className={classes.reactions}>
          {reactions.map(({ by, emoji }) => (
            <span key={`${by} ${emoji}`} role="img" aria-label={t(`message.reactionBy.${by}`, { emoji })}>
              {emoji}
            </span>
          ))}
        </div>
      )}
      {hasFailed ? (
        <DeliveryFailure
          message={message}
          isBusy={isBusy}
          onRetry={() => onRetry(message)}
          onEdit={onEdit ? () => onEdit(message) : undefined}
        />
      ) : (
        (isLast || editedAt !== null || state === 'pending' || state === 'sending') && (
          <footer className={classes.footer}>
            <time dateTime={at} title={dateTime(at, locale)}>
              {timeOfDay(at, locale)}
            </time>
            {editedAt !== null && deletedAt === null && <span>{t('message.edited')}</span>}
            {isOurs && <DeliveryMark state={state} />}
          </footer>
        )
      )}
    </article>
  )
})

/** The platform speaks for itself, and not for an agent. */
function Told({ expectation }: { expectation: NonNullable<Message['content']['expectation']> }) {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.author}>
      <IconRobot size={14} aria-hidden />
      {t('message.told')}
      <span className={classes.toldKind} title={t(`message.toldHint.${expectation}`)}>
        {t(`message.toldKind.${expectation}`)}
      </span>
    </div>
  )
}

function Author({ message: { author, isNote }, meId }: Props) {
  const { t } = useTranslation('inbox')
  const name = author.type === 'system' ? t('message.system') : author.name || t('message.outside')

  return (
    <div className={classes.author}>
      {isNote && (
        <span className={classes.noteMark} title={t('message.noteHint')}>
          <IconLock size={12} aria-hidden /> {t('message.note')}
        </span>
      )}
      {author.id === meId ? t('message.you') : name}
    </div>
  )
}
