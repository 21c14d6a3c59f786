import { type Conversation, type Message, retryMessage } from '@fairlead/sdk'
import { Alert, Button, Loader, Text } from '@mantine/core'
import { IconAlertCircle, IconArrowDown } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { notifyError } from '../../ui/notify.ts'
import { useMe } from '../session/queries.ts'
import { storeMessages } from './cache.ts'
import { historyQuery, messagesQuery } from './queries.ts'
import classes from './thread.module.css'
import { ThreadItem } from './thread-item.tsx'
import { timelineOf } from './timeline.ts'
import { useAnchoredScroll } from './use-anchored-scroll.ts'
import { useNewBelow } from './use-new-below.ts'

const loadAheadPx = 800

type Props = Readonly<{
  conversation: Conversation
  /** What was sent and has not arrived yet, as messages; it stands at the end. */
  outgoing: readonly Message[]
  onReply(message: Message): void
  onRetryOutgoing(clientId: string): void
  onEditOutgoing(clientId: string): void
}>

/** The messages of a conversation, newest at the end. */
export function Thread({ conversation, outgoing, onReply, onRetryOutgoing, onEditOutgoing }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const { id } = conversation
  const queryClient = useQueryClient()
  const { member } = useMe()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } =
    useInfiniteQuery(messagesQuery(id))
  const { data: history = [], isError: isHistoryMissing } = useQuery(historyQuery(id))
  const { scroller, content, isAtEnd, onScroll, scrollToEnd } = useAnchoredScroll()

  const messages = useMemo(() => data?.data.toReversed() ?? [], [data])
  const items = useMemo(() => {
    const arrived = new Set(messages.map(({ clientId }) => clientId))
    const underWay = outgoing.filter(({ clientId }) => !arrived.has(clientId))
    return timelineOf([...messages, ...underWay], history, hasNextPage)
  }, [messages, outgoing, history, hasNextPage])
  const newCount = useNewBelow(messages, isAtEnd)

  const {
    mutate: retry,
    variables: retried,
    isPending: isRetrying,
  } = useMutation({
    mutationFn: (message: Message) => client.call(retryMessage, { params: { id: message.id } }),
    onSuccess: (message) => storeMessages(queryClient, id, [message]),
    onError: notifyError,
  })
  const retryAny = useCallback(
    (message: Message) => {
      if (outgoing.includes(message) && message.clientId !== null) onRetryOutgoing(message.clientId)
      else retry(message)
    },
    [outgoing, onRetryOutgoing, retry],
  )
  const edit = useCallback(
    (message: Message) => {
      if (message.clientId !== null) onEditOutgoing(message.clientId)
    },
    [onEditOutgoing],
  )

  function loadOlderWhenNear() {
    const top = scroller.current?.scrollTop ?? Number.POSITIVE_INFINITY
    if (top < loadAheadPx && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }
  // A short page may not fill the view, and then nobody can scroll.
  useEffect(loadOlderWhenNear)
  // Whoever sends wants to see it.
  const sentCount = outgoing.length
  useEffect(() => {
    if (sentCount > 0) scrollToEnd()
  }, [sentCount, scrollToEnd])

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
        onScroll={() => {
          onScroll()
          loadOlderWhenNear()
        }}
        aria-label={t('thread.label', { name: conversation.contact.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard too
        tabIndex={0}
      >
        <div ref={content} className={classes.content}>
          {hasNextPage && (
            <div className={classes.older}>
              {isFetchNextPageError ? (
                <Button size="compact-sm" variant="subtle" onClick={() => fetchNextPage()}>
                  {t('common:tryAgain')}
                </Button>
              ) : (
                <Loader size="xs" aria-label={t('thread.loadingOlder')} />
              )}
            </div>
          )}
          {data !== undefined && items.length === 0 && (
            <Text c="dimmed" ta="center" my="auto">
              {t('empty.messages')}
            </Text>
          )}
          {isHistoryMissing && <p className={classes.history}>{t('thread.historyFailed')}</p>}
          {items.map((item) => (
            <ThreadItem
              key={item.key}
              item={item}
              contact={conversation.contact}
              isClosed={conversation.status === 'closed'}
              meId={member.id}
              outgoing={outgoing}
              retriedId={isRetrying ? retried.id : null}
              onReply={onReply}
              onRetry={retryAny}
              onEdit={edit}
            />
          ))}
        </div>
      </section>
      {!isAtEnd && (
        <div className={classes.pill} aria-live="polite">
          <Button
            size="compact-md"
            radius="xl"
            variant={newCount > 0 ? 'filled' : 'default'}
            rightSection={<IconArrowDown size={14} />}
            onClick={scrollToEnd}
          >
            {newCount > 0 ? t('thread.newMessages', { count: newCount }) : t('thread.toNewest')}
          </Button>
        </div>
      )}
    </div>
  )
}
