import type { Message } from '@fairlead/sdk'
import classes from './message.module.css'

type Props = Readonly<{ of: Message['replyTo']; onQuote(messageId: string): void }>

/** What a message answers, and the way there. */
export function Quote({ of, onQuote }: Props) {
  if (of === null) return null
  return (
    <button type="button" className={classes.quote} onClick={() => onQuote(of.id)}>
      <span className={classes.quoteAuthor}>{of.authorName}</span>
      <span className={classes.quoteText}>{of.text || '…'}</span>
    </button>
  )
}
