import { Checkbox, Group } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { MinutesField } from '../fields/minutes-field.tsx'
import { KindPick } from '../fields/picks.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { TriggerEdit } from './edit.ts'

const contacts = ['all', 'new', 'returning'] as const
const openers = ['contact', 'member', 'all'] as const
const closers = ['all', 'member', 'inactivity'] as const
const reopeners = ['all', 'contact', 'member'] as const
const assignments = ['all', 'somebody', 'nobody', 'another_team'] as const
const whose = ['all', 'unassigned', 'assigned'] as const
const longestMinutes = 43_200

export function OpenedFields({ trigger, set }: TriggerEdit<'conversation_opened'>) {
  const { t } = useTranslation('steps')
  return (
    <>
      <KindPick
        label={t('start.contacts')}
        kinds={contacts}
        nameOf={(each) => t(`start.contactKinds.${each}`)}
        value={trigger.contacts}
        onChange={(chosen) => set({ contacts: chosen })}
      />
      <KindPick
        label={t('start.openedBy')}
        kinds={openers}
        nameOf={(each) => t(`start.by.${each}`)}
        value={trigger.by}
        onChange={(by) => set({ by })}
      />
    </>
  )
}

export function ClosedFields({ trigger, set }: TriggerEdit<'conversation_closed'>) {
  const { t } = useTranslation('steps')
  return (
    <KindPick
      label={t('start.closedBy')}
      kinds={closers}
      nameOf={(each) => t(`start.by.${each}`)}
      value={trigger.by}
      onChange={(by) => set({ by })}
    />
  )
}

export function ReopenedFields({ trigger, set }: TriggerEdit<'conversation_reopened'>) {
  const { t } = useTranslation('steps')
  return (
    <KindPick
      label={t('start.reopenedBy')}
      kinds={reopeners}
      nameOf={(each) => t(`start.by.${each}`)}
      value={trigger.by}
      onChange={(by) => set({ by })}
    />
  )
}

export function AssignmentFields({ trigger, set }: TriggerEdit<'assignment_changed'>) {
  const { t } = useTranslation('steps')
  return (
    <KindPick
      label={t('start.assignedTo')}
      kinds={assignments}
      nameOf={(each) => t(`start.assignments.${each}`)}
      value={trigger.to}
      onChange={(to) => set({ to })}
    />
  )
}

export function WaitingFields({ trigger, set }: TriggerEdit<'waiting_longer'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <>
      <MinutesField
        label={t('start.longerThan')}
        value={trigger.minutes}
        onChange={(minutes) => set({ minutes })}
        max={longestMinutes}
        error={errorOf('trigger.minutes')}
      />
      <KindPick
        label={t('start.whose')}
        kinds={whose}
        nameOf={(each) => t(`start.whoseKinds.${each}`)}
        value={trigger.whose}
        onChange={(chosen) => set({ whose: chosen })}
      />
    </>
  )
}

export function NoReplyFields({ trigger, set }: TriggerEdit<'no_reply'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <MinutesField
      label={t('start.longerThan')}
      value={trigger.minutes}
      onChange={(minutes) => set({ minutes })}
      max={longestMinutes}
      error={errorOf('trigger.minutes')}
    />
  )
}

export function RatingFields({ trigger, set }: TriggerEdit<'rating_given'>) {
  const { t } = useTranslation('steps')
  return (
    <Checkbox.Group
      label={t('start.scores')}
      description={t('start.scoresHint')}
      value={trigger.scores.map(String)}
      onChange={(chosen) => set({ scores: chosen.map(Number).toSorted((a, b) => a - b) })}
    >
      <Group gap="md" mt={6}>
        {[1, 2, 3, 4, 5].map((score) => (
          <Checkbox
            key={score}
            value={String(score)}
            label={String(score)}
            aria-label={t('start.stars', { count: score })}
          />
        ))}
      </Group>
    </Checkbox.Group>
  )
}
