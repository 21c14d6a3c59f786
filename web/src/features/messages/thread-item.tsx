import type { Conversation, Message } from '@fairlead/sdk'
import { memo } from 'react'
import { dayText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { Album } from './album.tsx'
import { HistoryText } from './history-text.tsx'
import { MessageBubble } from './message-bubble.tsx'
import classes from './thread.module.css'
import type { TimelineItem } from './timeline.ts'

type Props = Readonly<{
  item: TimelineItem
  contact: Conversation['contact']
  isClosed: boolean
  meId: string
  outgoing: readonly Message[]
  retriedId: string | null
  onReply(message: Message): void
  onRetry(message: Message): void
  onEdit(message: Message): void
}>

/** A message, something that happened, or the beginning of a day. */
export const ThreadItem = memo(function ThreadItem(props: Props) {
  const { item, contact, isClosed, meId, outgoing, retriedId, onReply, onRetry, onEdit } = props

  switch (item.kind) {
    case 'day':
      return <Day at={item.at} itemKey={item.key} />
    case 'line':
      return (
        <div data-key={item.key}>
          <HistoryText line={item.line} contact={contact} />
        </div>
      )
    case 'message': {
      const { message, isFirst, isLast } = item
      const isOutgoing = outgoing.includes(message)
      return (
        <div data-key={item.key} data-message={message.id}>
          <MessageBubble
            message={message}
            meId={meId}
            isFirst={isFirst}
            isLast={isLast}
            isBusy={retriedId === message.id}
            onReply={isOutgoing || isClosed ? null : onReply}
            onRetry={onRetry}
            onEdit={isOutgoing ? onEdit : null}
            onQuote={showMessage}
          />
        </div>
      )
    }
    case 'album':
      return (
        <div data-key={item.key}>
          <Album {...item} meId={meId} onReply={isClosed ? null : onReply} onQuote={showMessage} />
        </div>
      )
    default:
      return item satisfies never
  }
})

function Day({ at, itemKey }: { at: string; itemKey: string }) {
  const locale = useLocale()
  const now = useNow(60_000)
  return (
    <div className={classes.day} data-key={itemKey}>
      <time dateTime={at}>{dayText(at, now, locale)}</time>
    </div>
  )
}

const flashMs = 1200

/** Brings a quoted message into view, if it is among those loaded, and marks it for a moment. */
function showMessage(id: string): void {
  const place = document.querySelector(`[data-message="${CSS.escape(id)}"]`)
  // A picture of an album stands within its article.
  const message = place?.querySelector('article') ?? place?.closest('article')
  if (!message) return
  message.scrollIntoView({ block: 'center', behavior: 'smooth' })
  message.setAttribute('data-flash', '')
  setTimeout(() => message.removeAttribute('data-flash'), flashMs)
}
