import { memo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Album } from './album.tsx'
import { DayLine } from './day-line.tsx'
import { HistoryText } from './history-text.tsx'
import { MessageBubble } from './message-bubble.tsx'
import classes from './thread.module.css'
import type { ItemProps } from './thread-chunk.tsx'
import type { TimelineItem } from './timeline.ts'

type Props = ItemProps & Readonly<{ item: TimelineItem; isOutgoing: boolean; isRetried: boolean }>

/** A message, something that happened, or the beginning of a day. */
export const ThreadItem = memo(function ThreadItem(props: Props) {
  const { item, contact, isClosed, meId, isOutgoing, isRetried, onReply, onRetry, onEdit, onQuote, onJumpToDay } = props

  switch (item.kind) {
    case 'day':
      return <DayLine at={item.at} itemKey={item.key} onJumpToDay={onJumpToDay} />
    case 'unread':
      return <UnreadLine itemKey={item.key} />
    case 'line':
      return (
        <div data-key={item.key}>
          <HistoryText line={item.line} contact={contact} />
        </div>
      )
    case 'message': {
      const { message, isFirst, isLast, hasOwnState } = item
      return (
        <div data-key={item.key} data-message={message.id}>
          <MessageBubble
            message={message}
            meId={meId}
            isFirst={isFirst}
            isLast={isLast}
            hasOwnState={hasOwnState}
            isBusy={isRetried}
            onReply={isOutgoing || isClosed ? null : onReply}
            onRetry={onRetry}
            onEdit={isOutgoing ? onEdit : null}
            onQuote={onQuote}
          />
        </div>
      )
    }
    case 'album':
      return (
        <div data-key={item.key}>
          <Album {...item} meId={meId} onReply={isClosed ? null : onReply} onQuote={onQuote} />
        </div>
      )
    default:
      return item satisfies never
  }
})

function UnreadLine({ itemKey }: { itemKey: string }) {
  const { t } = useTranslation('thread')
  return (
    <div className={classes.unread} data-key={itemKey}>
      <span>{t('unread')}</span>
    </div>
  )
}
