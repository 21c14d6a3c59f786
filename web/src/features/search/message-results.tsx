import { composing, type MessageHit } from '@fairlead/sdk'
import { Avatar, Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { withoutMarks } from '../conversations/without-marks.ts'
import { dateTime, listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { groupHits, type HitGroup } from './group-hits.ts'
import { Highlighted } from './highlighted.tsx'
import classes from './search.module.css'

type Props = Readonly<{ hits: readonly MessageHit[]; onOpen(): void }>

/** Messages by conversation, each a way to where it was said. */
export function MessageResults({ hits, onOpen }: Props) {
  return (
    <ul className={classes.groups}>
      {groupHits(hits).map((group) => (
        <li key={group.conversation.id} className={classes.group}>
          <Group group={group} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}

function Group({ group: { conversation, hits }, onOpen }: Readonly<{ group: HitGroup; onOpen(): void }>) {
  const { t } = useTranslation('search')
  const locale = useLocale()
  const { id, number, contact, channelType, subject, status } = conversation

  return (
    <>
      <div className={classes.groupHead}>
        <Avatar name={contact.name} size={28} alt="" />
        <Text component="h3" className={classes.groupName} dir="auto">
          {contact.name}
        </Text>
        <ChannelIcon type={channelType} size={14} />
        <Text size="xs" c="dimmed" className={classes.subject} dir="auto">
          {subject ?? t('number', { number: String(number) })}
        </Text>
        {status !== 'open' && (
          <Badge size="sm" variant="light" color="gray">
            {t(`status.${status}`)}
          </Badge>
        )}
      </div>
      <ul className={classes.hits}>
        {hits.map((hit) => (
          <li key={hit.messageId}>
            <Link
              to="/inbox/$view/$conversationId"
              params={{ view: 'all', conversationId: id }}
              search={{ message: hit.messageId }}
              className={classes.hit}
              data-hit
              data-note={hit.isNote || undefined}
              preload={false}
              onClick={onOpen}
            >
              <span className={classes.by}>
                <span dir="auto">{hit.isNote ? t('noteBy', { name: hit.authorName }) : hit.authorName}</span>
                <time dateTime={hit.at} title={dateTime(hit.at, locale)}>
                  {listTime(hit.at, Date.now(), locale)}
                </time>
              </span>
              <span className={classes.excerpt} dir="auto">
                <Highlighted {...excerptOf(hit)} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function excerptOf({ excerpt, ranges, isNote, authorType, conversation }: MessageHit) {
  const isMarked = isNote || (authorType !== 'contact' && composing[conversation.channelType].hasFormatting)
  return isMarked ? withoutMarks(excerpt, ranges) : { text: excerpt, ranges }
}
