import type { Conversation, Message } from '@fairlead/sdk'
import { memo, useEffect, useRef, useState } from 'react'
import type { Chunk } from './steady-chunks.ts'
import classes from './thread.module.css'
import { ThreadItem } from './thread-item.tsx'

export type ItemProps = Readonly<{
  contact: Conversation['contact']
  isClosed: boolean
  meId: string
  onReply(message: Message): void
  onRetry(message: Message): void
  onEdit(message: Message): void
  onQuote(messageId: string): void
  onJumpToDay(day: string): void
}>

type Props = ItemProps &
  Readonly<{
    chunk: Chunk
    /** Shown wherever it is: somebody is led to it. */
    isWanted: boolean
    /** Of its messages, those that have not reached the server. */
    outgoing: readonly Message[]
    /** Of its messages, the one that is sent again. */
    retriedId: string | null
  }>

// So far beyond what is in sight, whatever scrolls into it has been drawn before.
const marginPx = 1000

/**
 * A stretch of the thread. Far from what is in sight it is left out, and keeps its height: a thread of thousands of
 * messages costs no more than one of dozens, and nothing moves.
 */
export const ThreadChunk = memo(function ThreadChunk({ chunk, isWanted, outgoing, retriedId, ...item }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState<number | null>(null)

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1)
        if (last === undefined) return
        const { height: taken } = last.boundingClientRect
        if (last.isIntersecting) setHeight(null)
        // A thread that is out of sight as a whole has no heights.
        else if (taken > 0 && canLeaveOut(element)) setHeight(taken)
      },
      { root: element.closest('[data-thread]'), rootMargin: `${marginPx}px 0px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const isLeftOut = height !== null && !isWanted
  return (
    <div ref={box} className={classes.chunk} {...(isLeftOut ? { style: { blockSize: height } } : {})}>
      {!isLeftOut &&
        chunk.items.map((each) => (
          <ThreadItem
            key={each.key}
            item={each}
            isOutgoing={each.kind === 'message' && outgoing.includes(each.message)}
            isRetried={each.kind === 'message' && each.message.id === retriedId}
            {...item}
          />
        ))}
    </div>
  )
})

// What plays goes on playing, and what has the focus or is selected keeps it.
function canLeaveOut(element: HTMLElement): boolean {
  const media = [...element.querySelectorAll<HTMLMediaElement>('audio, video')]
  const selection = document.getSelection()
  return (
    media.every(({ paused }) => paused) &&
    !element.contains(document.activeElement) &&
    (selection === null || selection.isCollapsed || !selection.containsNode(element, true))
  )
}
