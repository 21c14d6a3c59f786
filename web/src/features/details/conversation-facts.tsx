import type { Conversation } from '@fairlead/sdk'
import { Avatar, Button, Text, VisuallyHidden } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCategoryName } from '../closing/use-category-name.ts'
import { LabelledSelect } from '../contacts/labelled-select.tsx'
import { subjectOf } from '../conversations/assign-options.ts'
import { AssignPicker } from '../conversations/assign-picker.tsx'
import { assignedText } from '../conversations/assigned-text.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { priorities } from '../conversations/priorities.ts'
import { SkillEditor } from '../conversations/skill-editor.tsx'
import { TagEditor } from '../conversations/tag-editor.tsx'
import type { useActions } from '../conversations/use-actions.tsx'
import { useChannels, useMembers, useTeams } from '../conversations/use-names.ts'
import { WhyPopover } from '../decisions/why-popover.tsx'
import { FieldRows } from '../fields/field-rows.tsx'
import { useFields } from '../fields/queries.ts'
import { dateTime, durationText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import classes from './facts.module.css'

type Props = Readonly<{ conversation: Conversation; actions: ReturnType<typeof useActions> }>

/** The conversation itself: who has it, how urgent it is, and what the workspace wants to know of it. */
export function ConversationFacts({ conversation, actions }: Props) {
  const { t } = useTranslation(['inbox', 'assignment', 'contacts'])
  const locale = useLocale()
  const now = useNow()
  const fields = useFields('conversation') ?? []
  const teams = useTeams()
  const channel = useChannels().get(conversation.channelId)
  const { teamId, channelType, priority, tags, skillIds, waitingSince, createdAt, closing, status } = conversation
  const howAssigned = assignedText(conversation, now, locale, t)

  return (
    <>
      <Fact label={t('contacts:field.assignee')}>
        <Assignee conversation={conversation} actions={actions} />
      </Fact>
      {howAssigned !== '' && <Fact label={t('details.assigned')}>{howAssigned}</Fact>}
      {status === 'closed' ? (
        <Fact label={t('contacts:field.team')}>{teams.get(teamId ?? '')?.name ?? t('contacts:field.noTeam')}</Fact>
      ) : (
        <LabelledSelect
          label={t('contacts:field.team')}
          value={teamId}
          data={[...teams.values()].map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t('contacts:field.noTeam')}
          onSave={async (next) => next !== null && actions.assign({ teamId: next })}
          isSearchable={teams.size > 8}
          isRequired
        />
      )}
      <LabelledSelect
        label={t('contacts:field.priority')}
        value={priority}
        data={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
        onSave={async (next) => {
          const choice = priorities.find((known) => known === next)
          if (choice) await actions.setPriority(choice)
        }}
        isRequired
      />
      <FieldRows fields={fields} values={conversation.fields} onChange={actions.setFields} />
      <Fact label={t('details.channel')}>
        <ChannelIcon type={channelType} /> {channel?.name ?? t('details.noChannel')}
      </Fact>
      {waitingSince !== null && (
        <Fact label={t('details.waiting')}>{durationText(now - Date.parse(waitingSince), locale)}</Fact>
      )}
      <Fact label={t('details.opened')}>{dateTime(createdAt, locale)}</Fact>
      {closing !== null && <ClosingFacts closing={closing} />}
      <TagEditor label={t('details.tags')} tags={tags} onSave={actions.setTags} />
      <SkillEditor skillIds={skillIds} onSave={actions.setSkills} />
    </>
  )
}

function Assignee({ conversation, actions }: Props) {
  const { t } = useTranslation(['inbox', 'contacts'])
  const [isOpen, setOpen] = useState(false)
  const assignee = useMembers().get(conversation.assigneeId ?? '')
  const name = assignee?.name ?? t('assign.unassigned')
  const person = (
    <>
      {assignee && <Avatar name={assignee.name} color="initials" size={18} aria-hidden />}
      <span className={classes.name}>{name}</span>
    </>
  )

  if (conversation.status === 'closed') return <span className={classes.person}>{person}</span>
  return (
    <span className={classes.person}>
      <AssignPicker
        subject={subjectOf(conversation)}
        isOpen={isOpen}
        onOpenChange={setOpen}
        onAssign={(assignment) => actions.assign(assignment)}
      >
        <Button
          className={classes.assignee}
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => setOpen(!isOpen)}
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          <VisuallyHidden>{assignee ? t('list.assignedTo', { name }) : t('contacts:assign')}</VisuallyHidden>
          <span className={classes.shown} aria-hidden>
            {person}
          </span>
        </Button>
      </AssignPicker>
      <WhyPopover conversation={conversation} />
    </span>
  )
}

function ClosingFacts({ closing: { categoryId, summary } }: { closing: NonNullable<Conversation['closing']> }) {
  const { t } = useTranslation('contacts')
  const category = useCategoryName(categoryId)
  return (
    <>
      {category !== '' && <Fact label={t('field.closing')}>{category}</Fact>}
      {summary !== '' && (
        <Fact label={t('field.summary')}>
          <span dir="auto" className={classes.summary}>
            {summary}
          </span>
        </Fact>
      )}
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <Text component="span" className={classes.label}>
        {label}
      </Text>
      <Text component="div" size="sm" className={classes.value}>
        {children}
      </Text>
    </div>
  )
}
