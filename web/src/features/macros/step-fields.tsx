import { Select, Textarea } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import { useCategories } from '../closing/queries.ts'
import { priorities } from '../conversations/priorities.ts'
import { useMembers, useTeams } from '../conversations/use-names.ts'
import { TagInput } from '../tags/tag-input.tsx'
import { type DraftStep, faultOf } from './steps.ts'
import { TextField } from './text-field.tsx'

const queue = 'queue'
const none = 'none'

type Props = Readonly<{
  step: DraftStep
  onChange(change: Partial<DraftStep>): void
  /** Whether what is missing is said: not before somebody tried to save. */
  isChecked: boolean
}>

/** What there is to say of one step. */
export function StepFields({ step, onChange, isChecked }: Props) {
  const { t, i18n } = useTranslation(['macros', 'inbox'])
  const members = [...useMembers().values()].filter(({ isDeactivated }) => !isDeactivated)
  const teams = [...useTeams().values()]
  const categories = useCategories()
  const fault = isChecked ? faultOf(step) : null
  const error =
    fault &&
    (fault.kind === 'unknownVariables'
      ? t('unknownVariables', {
          names: new Intl.ListFormat(i18n.language).format(fault.names.map((name) => `{{${name}}}`)),
        })
      : t(fault.kind))

  switch (step.do) {
    case 'reply':
    case 'note':
      return <TextField value={step.text} onChange={(text) => onChange({ text })} error={error} />
    case 'add_tags':
    case 'remove_tags':
      return (
        <TagInput
          aria-label={t('tags')}
          placeholder={step.tags.length === 0 ? t('tags') : ''}
          value={[...step.tags]}
          onChange={(next) => onChange({ tags: next })}
          maxTags={20}
          error={error}
        />
      )
    case 'priority':
      return (
        <Select
          aria-label={t('priority')}
          data={priorities.map((value) => ({ value, label: t(`inbox:priority.${value}`) }))}
          value={step.priority}
          onChange={(next) => onChange({ priority: priorities.find((one) => one === next) ?? step.priority })}
          allowDeselect={false}
        />
      )
    case 'assign':
      return (
        <Select
          aria-label={t('member')}
          data={[
            { value: 'me', label: t('me') },
            { value: queue, label: t('queue') },
            ...members.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={step.memberId ?? queue}
          onChange={(next) => onChange({ memberId: next === queue ? null : next })}
          allowDeselect={false}
          searchable={members.length > 8}
        />
      )
    case 'move':
      return (
        <Select
          aria-label={t('team')}
          placeholder={t('team')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={step.teamId}
          onChange={(teamId) => onChange({ teamId })}
          allowDeselect={false}
          error={error}
        />
      )
    case 'snooze':
      return (
        <DurationInput
          label={t('for')}
          value={step.minutes}
          onChange={(minutes) => onChange({ minutes })}
          min={5}
          max={43_200}
        />
      )
    case 'close':
      return (
        <>
          {categories.length > 0 && (
            <Select
              label={t('category')}
              data={[
                { value: none, label: t('noCategory') },
                ...categories.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={step.categoryId ?? none}
              onChange={(next) => onChange({ categoryId: next === none ? null : next })}
              allowDeselect={false}
              mb="xs"
            />
          )}
          <Textarea
            label={t('summary')}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            value={step.summary}
            onChange={(event) => onChange({ summary: event.currentTarget.value })}
          />
        </>
      )
    default:
      return step.do satisfies never
  }
}
