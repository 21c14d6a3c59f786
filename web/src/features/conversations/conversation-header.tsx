import type { Conversation } from '@fairlead/sdk'
import { ActionIcon, Avatar, Button, Group, Menu, Text, VisuallyHidden } from '@mantine/core'
import {
  IconArrowLeft,
  IconCheck,
  IconChecklist,
  IconChevronDown,
  IconDots,
  IconHandStop,
  IconLayoutSidebarRight,
  IconRefresh,
  IconUserPlus,
} from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { WhyPopover } from '../decisions/why-popover.tsx'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import { MacroItems } from '../macros/macro-items.tsx'
import { useMe } from '../session/queries.ts'
import { ViewerMarks } from '../viewers/viewer-marks.tsx'
import { WorkflowItems } from '../workflows/buttons/workflow-items.tsx'
import { subjectOf } from './assign-options.ts'
import { AssignPicker } from './assign-picker.tsx'
import { assignedText } from './assigned-text.ts'
import { ChannelIcon } from './channel-icon.tsx'
import classes from './conversation-header.module.css'
import { priorities } from './priorities.ts'
import { PriorityMark } from './priority-mark.tsx'
import { SnoozeMenu } from './snooze-menu.tsx'
import type { useActions } from './use-actions.tsx'
import { useChannels, useMembers } from './use-names.ts'

type Props = Readonly<{
  conversation: Conversation
  actions: ReturnType<typeof useActions>
  isAssigning: boolean
  onAssigning(isAssigning: boolean): void
  areDetailsOpen: boolean
  onToggleDetails(): void
  onBack(): void
  /** Closes, and goes on to the next one. */
  onClose(isAsking?: boolean): void
  /** Hands it back, and goes on to the next one. */
  onDecline(): void
}>

/** Who the conversation is with, who has it, and what can be done with it. */
export function ConversationHeader(props: Props) {
  const { conversation, actions, onBack, onClose, onDecline: decline, areDetailsOpen, onToggleDetails } = props
  const { t } = useTranslation(['inbox', 'assignment', 'closing'])
  const { member: me } = useMe()
  const { contact, channelType, number, status, priority } = conversation
  const channel = useChannels().get(conversation.channelId)
  const locale = useLocale()
  const now = useNow(60_000)
  const howAssigned = assignedText(conversation, now, locale, t)
  const canDecline = status === 'open' && conversation.assigneeId === me.id && conversation.assignedBy === 'engine'

  return (
    <header className={classes.header}>
      <ActionIcon
        className={classes.back}
        variant="subtle"
        color="gray"
        size="lg"
        onClick={onBack}
        aria-label={t('actions.back')}
      >
        <IconArrowLeft size={20} />
      </ActionIcon>
      <div className={classes.who}>
        <Group gap={6} wrap="nowrap">
          <Text component="h1" fw={600} truncate className={classes.name}>
            {contact.name}
          </Text>
          <PriorityMark priority={priority} />
          <ViewerMarks conversationId={conversation.id} />
        </Group>
        <Text size="xs" c="dimmed" truncate className={classes.place}>
          <ChannelIcon type={channelType} size={13} /> {channel?.name ?? t('details.noChannel')} · #{number}
          {status !== 'open' && ` · ${t(`status.${status}`)}`}
          {howAssigned !== '' && <span className={classes.how}> · {howAssigned}</span>}
        </Text>
      </div>
      <div className={classes.actions}>
        {status !== 'closed' && <Assignment {...props} />}
        {canDecline && (
          <Tooltip label={t('assignment:decline.hint')} multiline w={230}>
            <Button
              className={classes.decline}
              aria-label={t('assignment:decline.action')}
              variant="default"
              onClick={decline}
              disabled={actions.isPending}
              leftSection={<IconHandStop size={16} aria-hidden />}
            >
              <span className={classes.declineLabel}>{t('assignment:decline.action')}</span>
            </Button>
          </Tooltip>
        )}
        {status === 'open' && <SnoozeMenu onSnooze={actions.snooze} />}
        {status === 'snoozed' && (
          <Button variant="default" onClick={actions.unsnooze} disabled={actions.isPending}>
            {t('actions.unsnooze')}
          </Button>
        )}
        {status === 'closed' ? (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            onClick={actions.reopen}
            disabled={actions.isPending}
          >
            {t('actions.reopen')}
          </Button>
        ) : (
          <Button
            className={classes.close}
            variant="default"
            leftSection={<IconCheck size={16} />}
            onClick={() => onClose()}
            disabled={actions.isPending}
            aria-label={t('actions.close')}
            aria-keyshortcuts="e"
            title={t('actions.close')}
          >
            <span className={classes.closeLabel}>{t('actions.close')}</span>
          </Button>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size="lg" aria-label={t('actions.more')}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {canDecline && (
              <>
                <Menu.Item leftSection={<IconHandStop size={16} aria-hidden />} onClick={decline}>
                  {t('assignment:decline.action')}
                </Menu.Item>
                <Menu.Divider />
              </>
            )}
            {status !== 'closed' && (
              <>
                <Menu.Item leftSection={<IconChecklist size={16} aria-hidden />} onClick={() => onClose(true)}>
                  {t('closing:closeWith')}
                </Menu.Item>
                <Menu.Divider />
              </>
            )}
            <MacroItems conversation={conversation} />
            <WorkflowItems conversation={conversation} />
            <Menu.Label>{t('priority.label')}</Menu.Label>
            <Menu.RadioGroup
              value={priority}
              onChange={(value) => {
                const choice = priorities.find((known) => known === value)
                if (choice) void actions.setPriority(choice)
              }}
            >
              {priorities.map((choice) => (
                <Menu.RadioItem key={choice} value={choice} checkIcon={<IconCheck size={14} />} closeMenuOnClick>
                  {t(`priority.${choice}`)} <PriorityMark priority={choice} />
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
        <Tooltip label={t(areDetailsOpen ? 'actions.hideDetails' : 'actions.details')}>
          <ActionIcon
            variant={areDetailsOpen ? 'light' : 'default'}
            size="lg"
            onClick={onToggleDetails}
            aria-label={t('actions.details')}
            aria-expanded={areDetailsOpen}
          >
            <IconLayoutSidebarRight size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  )
}

function Assignment({ conversation, actions, isAssigning, onAssigning }: Props) {
  const { t } = useTranslation('inbox')
  const assignee = useMembers().get(conversation.assigneeId ?? '')

  return (
    <>
      <span className={classes.why}>
        <WhyPopover conversation={conversation} />
      </span>
      {conversation.assigneeId === null && (
        <Button onClick={actions.claim} loading={actions.isPending}>
          {t('actions.claim')}
        </Button>
      )}
      <AssignPicker
        subject={subjectOf(conversation)}
        isOpen={isAssigning}
        onOpenChange={onAssigning}
        onAssign={actions.assign}
      >
        <Button
          className={classes.assign}
          variant="default"
          onClick={() => onAssigning(!isAssigning)}
          leftSection={
            assignee ? (
              <Avatar name={assignee.name} color="initials" size={20} aria-hidden />
            ) : (
              <IconUserPlus size={16} aria-hidden />
            )
          }
          rightSection={<IconChevronDown size={14} />}
          aria-keyshortcuts="a"
        >
          <VisuallyHidden>
            {assignee ? t('list.assignedTo', { name: assignee.name }) : t('actions.assign')}
          </VisuallyHidden>
          <span className={classes.assignee} aria-hidden>
            {assignee?.name ?? t('actions.assign')}
          </span>
        </Button>
      </AssignPicker>
    </>
  )
}
