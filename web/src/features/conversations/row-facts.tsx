import type { Conversation } from '@fairlead/sdk'
import { Avatar, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowBackUp, IconClock, IconMoon } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { comingTime, durationText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './conversation-row.module.css'
import { useMembers, useTeams } from './use-names.ts'
import { useLastPreview } from './use-preview.ts'

/** The last message in a line; whether we or the contact wrote it shows at its head. */
export function Preview({ conversation }: { conversation: Conversation }) {
  const { lastMessage, subject } = conversation
  const { t } = useTranslation('inbox')
  const preview = useLastPreview()
  if (lastMessage === null) return <span className={classes.preview} />

  return (
    <Text component="span" className={classes.preview} truncate>
      {lastMessage.authorType !== 'contact' && (
        <>
          <IconArrowBackUp size={13} className={classes.replied} aria-hidden />
          <VisuallyHidden>{t('list.replied')} </VisuallyHidden>
        </>
      )}
      {subject !== null && subject !== '' && <span className={classes.subject}>{subject} – </span>}
      {preview(conversation)}
    </Text>
  )
}

/** How long the contact has waited for an answer, or until when the conversation is put aside. */
export function Waiting({ conversation, now }: { conversation: Conversation; now: number }) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const { waitingSince, snoozedUntil } = conversation

  if (snoozedUntil !== null) {
    const time = comingTime(snoozedUntil, now, locale)
    return (
      <span className={classes.waiting} title={t('list.snoozedUntil', { time })}>
        <IconMoon size={13} aria-hidden />
        {time}
      </span>
    )
  }
  if (waitingSince === null) return <span />
  const duration = durationText(now - Date.parse(waitingSince), locale)
  return (
    <span className={classes.waiting} title={t('list.waiting', { duration })}>
      <IconClock size={13} aria-hidden />
      <VisuallyHidden>{t('list.waiting', { duration })}</VisuallyHidden>
      <span aria-hidden>{duration}</span>
    </span>
  )
}

/** The team and who has it. */
export function Holder({ conversation: { teamId, assigneeId } }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const team = useTeams().get(teamId ?? '')
  const assignee = useMembers().get(assigneeId ?? '')
  const label = assignee ? t('list.assignedTo', { name: assignee.name }) : t('list.unassigned')

  return (
    <span className={classes.holder}>
      {team && <span className={classes.team}>{team.name}</span>}
      <Avatar
        {...(assignee ? { name: assignee.name, color: 'initials' } : { className: classes.nobody })}
        size={20}
        title={label}
        aria-label={label}
        role="img"
      >
        {assignee ? undefined : ' '}
      </Avatar>
    </span>
  )
}
