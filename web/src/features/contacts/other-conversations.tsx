import type { Conversation } from '@fairlead/sdk'
import { Loader, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import type { View } from '../conversations/conversation-list.ts'
import { listQuery } from '../conversations/queries.ts'
import { usePreview } from '../conversations/use-preview.ts'
import { listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { useMe } from '../session/queries.ts'
import classes from './other-conversations.module.css'

const mostShown = 10

/** What else there was with a contact, the most recent first. */
export function OtherConversations({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const open = useOfContact('all', conversation.contact.id)
  const snoozed = useOfContact('snoozed', conversation.contact.id)
  const closed = useOfContact('closed', conversation.contact.id)
  const isLoading = [open, snoozed, closed].some((list) => list === undefined)
  const others = [open, snoozed, closed]
    .flatMap((list) => list ?? [])
    .filter(({ id }) => id !== conversation.id)
    .sort((a, b) => Date.parse(b.lastActivityAt) - Date.parse(a.lastActivityAt))

  return (
    <section>
      <Title order={3} mb="xs">
        {t('details.earlier')}
      </Title>
      {isLoading && <Loader size="xs" />}
      {!isLoading && others.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('details.noEarlier')}
        </Text>
      )}
      <ul className={classes.list}>
        {others.slice(0, mostShown).map((other) => (
          <li key={other.id}>
            <Other conversation={other} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Other({
  conversation: { id, channelType, status, lastMessage, lastActivityAt },
}: {
  conversation: Conversation
}) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const now = useNow(60_000)
  const preview = usePreview()

  return (
    <Link
      className={classes.other}
      to="/inbox/$view/$conversationId"
      params={{ view: status === 'open' ? 'all' : status, conversationId: id }}
    >
      <ChannelIcon type={channelType} size={15} />
      <Text size="sm" truncate className={classes.preview}>
        {lastMessage ? preview(lastMessage) : ''}
      </Text>
      <Text size="xs" c="dimmed" className={classes.when}>
        {t(`status.${status}`)} · {listTime(lastActivityAt, now, locale)}
      </Text>
    </Link>
  )
}

function useOfContact(view: View, contactId: string): readonly Conversation[] | undefined {
  const { member, workspace } = useMe()
  const scope = { view, filters: { contactId }, meId: member.id, boosts: workspace.boosts }
  return useInfiniteQuery(listQuery(scope)).data
}
