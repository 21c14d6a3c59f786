import type { Conversation } from '@fairlead/sdk'
import { Avatar, Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DraftMark } from '../composer/draft-mark.tsx'
import { listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { RowViewers, RowWriter } from '../viewers/viewer-marks.tsx'
import { ChannelIcon } from './channel-icon.tsx'
import type { View } from './conversation-list.ts'
import classes from './conversation-row.module.css'
import { EscalatedMark } from './escalated-mark.tsx'
import { PriorityMark } from './priority-mark.tsx'
import { Holder, Preview, Waiting } from './row-facts.tsx'
import { RowUrgency } from './row-urgency.tsx'
import { UndeliveredMark } from './undelivered-mark.tsx'

type Props = Readonly<{ conversation: Conversation; view: View; isOpen: boolean }>

/** One conversation of a list: who, what last, since when, and who has it. */
export function ConversationRow({ conversation, view, isOpen }: Props) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const now = useNow()
  const { id, contact, channelType, lastMessage, lastActivityAt, unreadCount, priority, escalatedAt, undelivered } =
    conversation
  const isUnread = unreadCount > 0

  return (
    <Link
      to="/inbox/$view/$conversationId"
      params={{ view, conversationId: id }}
      search={({ message: _, ...filters }) => filters}
      className={classes.row}
      data-open={isOpen || undefined}
      data-unread={isUnread || undefined}
      aria-current={isOpen || undefined}
      preload={false}
    >
      <div className={classes.avatar}>
        <Avatar name={contact.name} size={36} alt="" />
        <span className={classes.channel}>
          <ChannelIcon type={channelType} size={13} />
        </span>
      </div>
      <div className={classes.first}>
        <Text component="span" className={classes.name} truncate>
          {contact.name}
        </Text>
        <PriorityMark priority={priority} />
        {escalatedAt !== null && <EscalatedMark />}
        <UndeliveredMark undelivered={undelivered} />
        <DraftMark conversationId={id} />
        <time className={classes.time} dateTime={lastActivityAt}>
          {listTime(lastMessage?.at ?? lastActivityAt, now, locale)}
        </time>
      </div>
      <div className={classes.second}>
        <RowWriter conversationId={id}>
          <Preview conversation={conversation} />
        </RowWriter>
        {isUnread && (
          <Badge size="sm" circle={unreadCount < 10} aria-label={t('list.unread', { count: unreadCount })}>
            {unreadCount > 99 ? '99+' : unreadCount}
          </Badge>
        )}
      </div>
      <div className={classes.third}>
        <Waiting conversation={conversation} now={now} />
        <RowUrgency conversation={conversation} now={now} />
        <RowViewers conversationId={id} />
        <Holder conversation={conversation} />
      </div>
    </Link>
  )
}
