import { type Conversation, type Message, retryMessage } from '@fairlead/sdk'
import { Alert, Button, Loader, Text } from '@mantine/core'
import { IconAlertCircle, IconArrowDown } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import { MediaHost } from '../media/media-host.tsx'
import { useMe } from '../session/queries.ts'
import { ChannelTypeContext } from './channel-type.ts'
import { messagesQuery } from './queries.ts'
import { messagesOf } from './steady-chunks.ts'
import classes from './thread.module.css'
import { ThreadChunk } from './thread-chunk.tsx'
import { useAnchoredScroll } from './use-anchored-scroll.ts'
import { useJump } from './use-jump.ts'
import { useNewBelow } from './use-new-below.ts'
import { useShowTarget } from './use-show-target.ts'
import { useTimeline } from './use-timeline.ts'

const loadAheadPx = 800

type Props = Readonly<{
  conversation: Conversation
  /** What was sent and has not arrived yet, as messages; it stands at the end. */
  outgoing: readonly Message[]
  /** A message to open at. */
  messageId?: string | undefined
  /** It is in sight. */
  onShown?: (() => void) | undefined
  onReply(message: Message): void
  onRetryOutgoing(clientId: string): void
  onEditOutgoing(clientId: string): void
}>

/** The messages of a conversation, newest at the end. */
export const Thread = memo(function Thread(props: Props) {
  return (
    <ChannelTypeContext value={props.conversation.channelType}>
      <OpenThread key={props.conversation.id} {...props} />
    </ChannelTypeContext>
  )
})

function OpenThread(props: Props) {
  const { conversation, outgoing, messageId, onShown, onReply, onRetryOutgoing, onEditOutgoing } = props
  const { t } = useTranslation(['inbox', 'common', 'thread'])
  const { id, status } = conversation
  // It is marked as read before its messages are here.
  const [unreadCount] = useState(conversation.unreadCount)
  const contact = useContact(conversation)
  const { member } = useMe()
  const query = useInfiniteQuery(messagesQuery(id, messageId === undefined ? {} : { around: messageId }))
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = query
  const { hasPreviousPage, fetchPreviousPage, isFetchingPreviousPage, isFetchPreviousPageError } = query
  const { scroller, content, isAtEnd, onScroll, scrollToEnd, hold } = useAnchoredScroll(!hasPreviousPage)

  const messages = useMemo(() => data?.data.toReversed() ?? [], [data])
  const { chunks, isHistoryMissing } = useTimeline({
    conversationId: id,
    messages,
    outgoing,
    unreadCount,
    isLoaded: data !== undefined,
    hasOlder: hasNextPage,
    hasNewer: hasPreviousPage,
  })
  const newCount = useNewBelow(messages, isAtEnd)
  const { target, toMessage, toDay, toNewest } = useJump(id, messageId)
  const wanted = useShowTarget({ target, chunks, scroller, hold, onShown })

  const {
    mutate: retry,
    variables: retried,
    isPending: isRetrying,
  } = useMutation({
    // What becomes of it is told by events alone: the answer may come after them, and be out of date.
    mutationFn: (message: Message) => client.call(retryMessage, { params: { id: message.id } }),
    onError: notifyError,
  })
  // Read when they are pressed: what is drawn does not change when something is sent.
  const latest = useRef({ outgoing, onRetryOutgoing, onEditOutgoing })
  useEffect(() => {
    latest.current = { outgoing, onRetryOutgoing, onEditOutgoing }
  })
  const retryAny = useCallback(
    (message: Message) => {
      const { outgoing, onRetryOutgoing } = latest.current
      if (outgoing.includes(message) && message.clientId !== null) onRetryOutgoing(message.clientId)
      else retry(message)
    },
    [retry],
  )
  const edit = useCallback(({ clientId }: Message) => {
    if (clientId !== null) latest.current.onEditOutgoing(clientId)
  }, [])

  const showNewest = useCallback(async () => {
    if (hasPreviousPage) await toNewest()
    scrollToEnd()
  }, [hasPreviousPage, toNewest, scrollToEnd])

  function loadMoreWhenNear() {
    const { scrollTop, scrollHeight, clientHeight } = scroller.current ?? { scrollTop: Number.POSITIVE_INFINITY }
    if (scrollTop < loadAheadPx && hasNextPage && !query.isFetching && !isFetchNextPageError) void fetchNextPage()
    const below = (scrollHeight ?? Number.POSITIVE_INFINITY) - (clientHeight ?? 0) - scrollTop
    if (below < loadAheadPx && hasPreviousPage && !query.isFetching && !isFetchPreviousPageError) {
      void fetchPreviousPage()
    }
  }
  // A short page may not fill the view, and then nobody can scroll.
  useEffect(loadMoreWhenNear)
  // Whoever sends wants to see it.
  const sentCount = outgoing.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: when something is sent, and not when the end is reached
  useEffect(() => {
    if (sentCount > 0) void showNewest()
  }, [sentCount])

  if (data === undefined && error) {
    return (
      <div className={classes.frame}>
        <Alert m="md" color="red" variant="light" icon={<IconAlertCircle />} title={t('thread.failed')}>
          {describeError(error)}
          <Button mt="sm" size="xs" variant="default" onClick={() => refetch()}>
            {t('common:tryAgain')}
          </Button>
        </Alert>
      </div>
    )
  }
  return (
    <div className={classes.frame}>
      <section
        ref={scroller}
        className={classes.scroller}
        data-thread
        onScroll={() => {
          onScroll()
          loadMoreWhenNear()
        }}
        aria-label={t('thread.label', { name: contact.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard too
        tabIndex={0}
      >
        <div ref={content} className={classes.content}>
          {hasNextPage && (
            <More
              label={t('thread.loadingOlder')}
              isStuck={isFetchNextPageError}
              isBusy={isFetchingNextPage}
              onTry={fetchNextPage}
            />
          )}
          {data !== undefined && chunks.length === 0 && (
            <Text c="dimmed" ta="center" my="auto">
              {t('empty.messages')}
            </Text>
          )}
          {isHistoryMissing && <p className={classes.history}>{t('thread.historyFailed')}</p>}
          <MediaHost messages={messages}>
            {chunks.map((chunk) => (
              <ThreadChunk
                key={chunk.key}
                chunk={chunk}
                isWanted={wanted === chunk}
                outgoing={within(chunk.items.flatMap(messagesOf), outgoing)}
                retriedId={
                  isRetrying && chunk.items.some((item) => messagesOf(item).includes(retried)) ? retried.id : null
                }
                contact={contact}
                isClosed={status === 'closed'}
                meId={member.id}
                onReply={onReply}
                onRetry={retryAny}
                onEdit={edit}
                onQuote={toMessage}
                onJumpToDay={toDay}
              />
            ))}
          </MediaHost>
          {hasPreviousPage && (
            <More
              label={t('thread:loadingNewer')}
              isStuck={isFetchPreviousPageError}
              isBusy={isFetchingPreviousPage}
              onTry={fetchPreviousPage}
            />
          )}
        </div>
      </section>
      {!isAtEnd && (
        <div className={classes.pill} aria-live="polite">
          <Button
            size="compact-md"
            radius="xl"
            variant={newCount > 0 ? 'filled' : 'default'}
            rightSection={<IconArrowDown size={14} />}
            onClick={showNewest}
          >
            {newCount > 0 ? t('thread.newMessages', { count: newCount }) : t('thread.toNewest')}
          </Button>
        </div>
      )}
    </div>
  )
}

type MoreProps = Readonly<{ label: string; isStuck: boolean; isBusy: boolean; onTry(): unknown }>

function More({ label, isStuck, isBusy, onTry }: MoreProps) {
  const { t } = useTranslation('common')
  return (
    <div className={classes.older}>
      {isStuck ? (
        <Button size="compact-sm" variant="subtle" onClick={() => onTry()}>
          {t('tryAgain')}
        </Button>
      ) : (
        isBusy && <Loader size="xs" aria-label={label} />
      )}
    </div>
  )
}

const none: readonly Message[] = []

// The same list for all who have none of them, so that they are not drawn again.
function within(messages: readonly Message[], outgoing: readonly Message[]): readonly Message[] {
  return outgoing.length > 0 && messages.some((message) => outgoing.includes(message)) ? outgoing : none
}

// Every event brings another object.
function useContact({ contact: { id, name } }: Conversation): Conversation['contact'] {
  return useMemo(() => ({ id, name }), [id, name])
}
