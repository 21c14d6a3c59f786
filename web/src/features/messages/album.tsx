import type { Message } from '@fairlead/sdk'
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { dateTime, timeOfDay } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './album.module.css'
import { AttachmentView } from './attachment-view.tsx'
import { DeliveryMark } from './delivery.tsx'
import messageClasses from './message.module.css'
import { MessageText } from './message-text.tsx'

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
  if (first === undefined || last === undefined) return null
  const { author, replyTo } = first
  const isOurs = author.type !== 'contact'
  const files = messages.flatMap(({ attachments }) => attachments)
  const reactions = messages.flatMap((message) => message.reactions)
  const name = author.type === 'system' ? t('message.system') : author.name || t('message.outside')

  return (
    <article
      className={messageClasses.message}
      data-side={isOurs ? 'ours' : 'theirs'}
      data-first={isFirst || undefined}
      data-last={isLast || undefined}
      aria-label={t('message.album', { count: files.length })}
    >
      {isFirst && isOurs && <div className={messageClasses.author}>{author.id === meId ? t('message.you') : name}</div>}
      <div className={messageClasses.line}>
        <div className={messageClasses.bubble}>
          {replyTo && (
            <button type="button" className={messageClasses.quote} onClick={() => onQuote(replyTo.id)}>
              <span className={messageClasses.quoteAuthor}>{replyTo.authorName}</span>
              <span className={messageClasses.quoteText}>{replyTo.text || '…'}</span>
            </button>
          )}
          <div className={classes.pictures}>
            {messages.map((message) => (
              <div key={message.id} data-message={message.id} className={classes.picture}>
                {message.attachments.map((attachment) => (
                  <AttachmentView key={attachment.id} attachment={attachment} />
                ))}
              </div>
            ))}
          </div>
          {messages.map(({ id, text }) => text !== '' && <MessageText key={id} text={text} />)}
        </div>
        {onReply && (
          <Tooltip label={t('message.reply')}>
            <ActionIcon
              className={messageClasses.reply}
              variant="subtle"
              color="gray"
              onClick={() => onReply(first)}
              aria-label={t('message.reply')}
            >
              <IconArrowBackUp size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {reactions.length > 0 && (
        <div className={messageClasses.reactions}>
          {reactions.map(({ by, emoji }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two pictures may have the same reaction
            <span key={index} role="img" aria-label={t(`message.reactionBy.${by}`, { emoji })}>
              {emoji}
            </span>
          ))}
        </div>
      )}
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
