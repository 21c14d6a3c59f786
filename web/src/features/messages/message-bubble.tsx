import type { Message } from '@fairlead/sdk'
import { IconRobot } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { dateTime, timeOfDay } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { Author } from './author.tsx'
import { AutomaticContent } from './automatic-content.tsx'
import { DeliveryFailure, DeliveryMark } from './delivery.tsx'
import classes from './message.module.css'
import { MessageContent } from './message-content.tsx'
import { Quote } from './quote.tsx'
import { Reactions } from './reactions.tsx'
import { ReplyButton } from './reply-button.tsx'

type Props = Readonly<{
  message: Message
  meId: string
  isFirst: boolean
  isLast: boolean
  /** It got further than the one after it, or less far. */
  hasOwnState: boolean
  isBusy: boolean
  onReply: ((message: Message) => void) | null
  onRetry(message: Message): void
  /** Given when the message has not reached the server: then its text can be taken back. */
  onEdit: ((message: Message) => void) | null
  onQuote(messageId: string): void
}>

/** One message or note. */
export const MessageBubble = memo(function MessageBubble(props: Props) {
  const { message, meId, isFirst, isLast, hasOwnState, isBusy, onReply, onRetry, onEdit, onQuote } = props
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const { author, isNote, replyTo, reactions, state, at, editedAt, deletedAt } = message
  const isOurs = author.type !== 'contact'
  const expectation = message.content.expectation
  const hasFailed = isOurs && (state === 'failed' || state === 'unknown')
  const isUnderWay = state === 'pending' || state === 'sending'
  const hasFooter = isLast || hasFailed || editedAt !== null || isUnderWay || (isOurs && hasOwnState)

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
      {expectation ? (
        <Told expectation={expectation} />
      ) : (
        isFirst && (isOurs || isNote) && <Author message={message} meId={meId} />
      )}
      <div className={classes.line}>
        <div className={classes.bubble}>
          <Quote of={replyTo} onQuote={onQuote} />
          {message.content.isAutomatic ? <AutomaticContent message={message} /> : <MessageContent message={message} />}
        </div>
        {onReply && !isNote && deletedAt === null && !hasFailed && <ReplyButton onReply={() => onReply(message)} />}
      </div>
      <Reactions reactions={reactions} />
      {message.content.broadcast !== undefined && (
        <div className={classes.broadcast}>{t('message.broadcast', { name: message.content.broadcast })}</div>
      )}
      {hasFailed && (
        <DeliveryFailure
          message={message}
          isBusy={isBusy}
          onRetry={() => onRetry(message)}
          onEdit={onEdit ? () => onEdit(message) : undefined}
        />
      )}
      {hasFooter && (
        <footer className={classes.footer}>
          <time dateTime={at} title={dateTime(at, locale)}>
            {timeOfDay(at, locale)}
          </time>
          {editedAt !== null && deletedAt === null && <span>{t('message.edited')}</span>}
          {isOurs && !hasFailed && <DeliveryMark state={state} />}
        </footer>
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
