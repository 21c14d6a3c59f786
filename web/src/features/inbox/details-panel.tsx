import type { Conversation } from '@fairlead/sdk'
import { Avatar, CloseButton, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactPanel } from '../contacts/contact-panel.tsx'
import { OtherConversations } from '../contacts/other-conversations.tsx'
import { assignedText } from '../conversations/assigned-text.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { PriorityMark } from '../conversations/priority-mark.tsx'
import { SkillEditor } from '../conversations/skill-editor.tsx'
import { TagEditor } from '../conversations/tag-editor.tsx'
import type { useActions } from '../conversations/use-actions.tsx'
import { useChannels, useMembers, useTeams } from '../conversations/use-names.ts'
import { WhyPopover } from '../decisions/why-popover.tsx'
import classes from './details-panel.module.css'
import { dateTime, durationText } from './time-text.ts'
import { useLocale } from './use-locale.ts'
import { useNow } from './use-now.ts'

type Props = Readonly<{ conversation: Conversation; actions: ReturnType<typeof useActions>; onClose(): void }>

/** What is known of the conversation and of who it is with. */
export function DetailsPanel({ conversation, actions, onClose }: Props) {
  const { t } = useTranslation('inbox')

  return (
    <aside className={classes.panel} aria-label={t('details.label')}>
      <CloseButton className={classes.close} onClick={onClose} aria-label={t('actions.hideDetails')} />
      <Stack gap="lg">
        <Facts conversation={conversation} actions={actions} />
        <ContactPanel key={conversation.contact.id} contactId={conversation.contact.id} />
        <OtherConversations conversation={conversation} />
      </Stack>
    </aside>
  )
}

function Facts({ conversation, actions }: Omit<Props, 'onClose'>) {
  const { t } = useTranslation(['inbox', 'assignment'])
  const locale = useLocale()
  const now = useNow()
  const { assigneeId, teamId, channelId, channelType, priority, tags, waitingSince, createdAt, number } = conversation
  const howAssigned = assignedText(conversation, now, locale, t)
  const assignee = useMembers().get(assigneeId ?? '')
  const team = useTeams().get(teamId ?? '')
  const channel = useChannels().get(channelId)

  return (
    <section>
      <Title order={3} mb="xs">
        {t('details.conversation')} #{number}
      </Title>
      <dl className={classes.facts}>
        <Fact label={t('details.assignee')}>
          <span className={classes.person}>
            {assignee && <Avatar name={assignee.name} color="initials" size={20} alt="" />}
            {assignee?.name ?? t('assign.unassigned')}
            {conversation.status !== 'closed' && <WhyPopover conversation={conversation} />}
          </span>
        </Fact>
        {howAssigned !== '' && <Fact label={t('details.assigned')}>{howAssigned}</Fact>}
        <Fact label={t('details.team')}>{team?.name ?? t('teams.none')}</Fact>
        <Fact label={t('details.channel')}>
          <ChannelIcon type={channelType} /> {channel?.name ?? t('details.noChannel')}
        </Fact>
        <Fact label={t('priority.label')}>
          <PriorityMark priority={priority} /> {t(`priority.${priority}`)}
        </Fact>
        {waitingSince !== null && (
          <Fact label={t('details.waiting')}>{durationText(now - Date.parse(waitingSince), locale)}</Fact>
        )}
        <Fact label={t('details.opened')}>{dateTime(createdAt, locale)}</Fact>
      </dl>
      <TagEditor key={conversation.id} label={t('details.tags')} tags={tags} onSave={actions.setTags} />
      <SkillEditor key={`skills ${conversation.id}`} skillIds={conversation.skillIds} onSave={actions.setSkills} />
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  )
}
