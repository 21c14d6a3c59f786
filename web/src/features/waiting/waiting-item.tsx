import type { QueueEntry } from '@fairlead/sdk'
import { Avatar, Button, Text } from '@mantine/core'
import { IconUserHeart, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { subjectOf } from '../conversations/assign-options.ts'
import { AssignPicker } from '../conversations/assign-picker.tsx'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { EscalatedMark } from '../conversations/escalated-mark.tsx'
import { PriorityMark } from '../conversations/priority-mark.tsx'
import { conversationQuery } from '../conversations/queries.ts'
import { useActions } from '../conversations/use-actions.tsx'
import { useChannels, useMembers } from '../conversations/use-names.ts'
import { useLastPreview } from '../conversations/use-preview.ts'
import { useDecisionText } from '../decisions/use-decision-text.ts'
import { comingTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import classes from './waiting.module.css'
import { DeadlineText, Told, WaitClock } from './waiting-facts.tsx'

type Props = Readonly<{ entry: QueueEntry; isGone: boolean; deadlineNearMs: number }>

/** One who waits: their place, since when, why nobody has them yet, and what to do about it. */
export function WaitingItem({ entry, isGone, deadlineNearMs }: Props) {
  const { t } = useTranslation(['assignment', 'inbox'])
  const preview = useLastPreview()
  const { conversation, position } = entry
  const { id, contact, channelId, channelType, number, priority, lastMessage, escalatedAt } = conversation
  const channels = useChannels()
  const isGoneChannel = channels.size > 0 && !channels.has(channelId)

  return (
    <li className={classes.item} data-gone={isGone || undefined}>
      <span className={classes.position} title={t('waiting.position', { position })}>
        {isGone ? '–' : position}
      </span>
      <div className={classes.contact}>
        <Avatar name={contact.name} size={34} alt="" className={classes.avatar} />
        <div className={classes.who}>
          <span className={classes.nameLine}>
            <Link
              to="/inbox/$view/$conversationId"
              params={{ view: 'waiting', conversationId: id }}
              className={classes.name}
            >
              {contact.name}
            </Link>
            <PriorityMark priority={priority} />
            {escalatedAt !== null && !isGone && <EscalatedMark />}
          </span>
          <Text size="xs" c="dimmed" truncate>
            <ChannelIcon type={channelType} size={12} />{' '}
            {isGoneChannel ? t('inbox:details.noChannel') : channels.get(channelId)?.name} · #{number}
          </Text>
          {lastMessage && (
            <Text size="xs" c="dimmed" truncate>
              {preview(conversation)}
            </Text>
          )}
        </div>
      </div>
      <div className={classes.why}>{isGone ? <Gone id={id} /> : <Why entry={entry} />}</div>
      <div className={classes.wait}>
        {!isGone && (
          <>
            <WaitClock since={entry.waitingSince} />
            <DeadlineText deadlineAt={entry.deadlineAt} nearMs={deadlineNearMs} />
          </>
        )}
      </div>
      <div className={classes.actions}>{!isGone && <Actions entry={entry} />}</div>
    </li>
  )
}

function Why({ entry: { heldFor, sentence, words, promise } }: { entry: QueueEntry }) {
  const { t } = useTranslation('assignment')
  const why = useDecisionText()
  const locale = useLocale()
  const now = useNow()
  const members = useMembers()

  return (
    <>
      {heldFor ? (
        <Text size="sm" className={classes.held}>
          <IconUserHeart size={15} aria-hidden />{' '}
          {heldFor.until === null
            ? t('waiting.held', { name: members.get(heldFor.memberId)?.name ?? '' })
            : t('waiting.heldUntil', {
                name: members.get(heldFor.memberId)?.name ?? '',
                time: comingTime(heldFor.until, now, locale),
              })}
        </Text>
      ) : (
        <Text size="sm" className={classes.sentence}>
          {why({ sentence, words }, new Date(now).toISOString()) || t('waiting.beingGiven')}
        </Text>
      )}
      <Told promise={promise} now={now} />
    </>
  )
}

function Actions({ entry: { conversation } }: { entry: QueueEntry }) {
  const { t } = useTranslation('assignment')
  const actions = useActions(conversation)
  const [isAssigning, setAssigning] = useState(false)
  const { name } = conversation.contact

  return (
    <>
      <Button
        size="xs"
        onClick={actions.claim}
        loading={actions.isPending}
        aria-label={t('waiting.claimLabel', { name })}
      >
        {t('waiting.claim')}
      </Button>
      <AssignPicker
        subject={subjectOf(conversation)}
        isOpen={isAssigning}
        onOpenChange={setAssigning}
        onAssign={actions.assign}
      >
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUserPlus size={14} aria-hidden />}
          onClick={() => setAssigning(!isAssigning)}
          aria-label={t('waiting.assignLabel', { name })}
        >
          {t('waiting.assign')}
        </Button>
      </AssignPicker>
    </>
  )
}

// Where it went is told by events, if the inbox holds it.
function Gone({ id }: { id: string }) {
  const { t } = useTranslation('assignment')
  const members = useMembers()
  const { data } = useQuery(conversationQuery(id))
  const holder = members.get(data?.assigneeId ?? '')
  return (
    <Text size="sm" c="dimmed">
      {holder ? t('waiting.goneTo', { name: holder.name }) : t('waiting.gone')}
    </Text>
  )
}
