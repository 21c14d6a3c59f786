import type { Conversation } from '@fairlead/sdk'
import { Button, Loader, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { useLastPreview } from '../conversations/use-preview.ts'
import { listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { contactConversationsQuery } from './contact-conversations.ts'
import classes from './other-conversations.module.css'

type Props = Readonly<{
  contactId: string
  /** The one that is open: it is left out. */
  exceptId?: string
  /** What is said where there is none. */
  none: string
}>

/** What there was with a contact, the most recent first. Each opens where one is. */
export function OtherConversations({ contactId, exceptId, none }: Props) {
  const { t } = useTranslation('contacts')
  const { data, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    contactConversationsQuery(contactId),
  )
  const others = (data?.pages ?? [])
    .flatMap((page) => page.data)
    .filter(({ id }) => id !== exceptId)
    .sort((one, other) => Date.parse(other.lastActivityAt) - Date.parse(one.lastActivityAt))

  if (isPending) return <Loader size="xs" />
  return (
    <>
      {others.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <ul className={classes.list}>
        {others.map((other) => (
          <li key={other.id}>
            <Other conversation={other} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          loading={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Other({ conversation }: { conversation: Conversation }) {
  const { id, channelType, status, lastMessage, lastActivityAt, number, closing } = conversation
  const { t } = useTranslation(['inbox', 'contacts'])
  const locale = useLocale()
  const now = useNow(60_000)
  const preview = useLastPreview()
  const { view } = useParams({ strict: false })

  return (
    <Link
      className={classes.other}
      to="/inbox/$view/$conversationId"
      params={{ view: view ?? (status === 'open' ? 'all' : status), conversationId: id }}
      search={view === undefined ? {} : true}
      title={closing?.summary || `#${number}`}
    >
      <ChannelIcon type={channelType} size={15} />
      <Text size="sm" truncate className={classes.preview}>
        {lastMessage ? preview(conversation) : t('contacts:noMessage')}
      </Text>
      <Text size="xs" c="dimmed" className={classes.when}>
        {t(`status.${status}`)} · {listTime(lastActivityAt, now, locale)}
      </Text>
    </Link>
  )
}
