import type { Message } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { dateTime, timeOfDay } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './album.module.css'
import { AttachmentView } from './attachment-view.tsx'
import { Author } from './author.tsx'
import { DeliveryMark } from './delivery.tsx'
import messageClasses from './message.module.css'
import { MessageText } from './message-text.tsx'
import { Quote } from './quote.tsx'
import { Reactions } from './reactions.tsx'
import { ReplyButton } from './reply-button.tsx'
import { useHasMarks } from './use-has-marks.ts'

type Props = Readonly<{
  messages: readonly Message[]
  isFirst: boolean
  isLast: boolean
  meId: string
  onReply: ((message: Message) => void) | null
  onQuote(messageId: string): void
}>

/** Pictures and films that were sent together: one beside the other, and what was written to them below. */
export function Album({ messages, isFirst, isLast, meId, onReply, onQuote }: Props) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const [first] = messages
  const last = messages.at(-1)
  const hasMarks = useHasMarks(first ?? null)
  if (first === undefined || last === undefined) return null
  const { author, replyTo } = first
  const isOurs = author.type !== 'contact'
  const files = messages.flatMap(({ attachments }) => attachments)
  const reactions = messages.flatMap((message) => message.reactions)

  return (
    <article
      className={messageClasses.message}
      data-side={isOurs ? 'ours' : 'theirs'}
      data-first={isFirst || undefined}
      data-last={isLast || undefined}
      aria-label={t('message.album', { count: files.length })}
    >
      {isFirst && isOurs && <Author message={first} meId={meId} />}
      <div className={messageClasses.line}>
        <div className={messageClasses.bubble}>
          <Quote of={replyTo} onQuote={onQuote} />
          <div className={classes.pictures}>
            {messages.map((message) => (
              <div key={message.id} data-message={message.id} className={classes.picture}>
                {message.attachments.map((attachment) => (
                  <AttachmentView key={attachment.id} attachment={attachment} />
                ))}
              </div>
            ))}
          </div>
          {messages.map(({ id, text }) => text !== '' && <MessageText key={id} text={text} hasMarks={hasMarks} />)}
        </div>
        {onReply && <ReplyButton onReply={() => onReply(first)} />}
      </div>
      <Reactions reactions={reactions} />
      {isLast && (
        <footer className={messageClasses.footer}>
          <time dateTime={last.at} title={dateTime(last.at, locale)}>
            {timeOfDay(last.at, locale)}
          </time>
          {isOurs && <DeliveryMark state={last.state} />}
        </footer>
      )}
    </article>
  )
}
