import type { WorkflowTemplate } from '@fairlead/sdk'
import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { channelsQuery } from '../../channels/queries.ts'
import { useMembers, useTeams } from '../../conversations/use-names.ts'
import { useMe } from '../../session/queries.ts'

type Ask = WorkflowTemplate['asks'][number]
export type Answers = Readonly<Record<string, string | number | string[]>>

type Props = Readonly<{
  asks: readonly Ask[]
  answers: Answers
  onChange: (answers: Answers) => void
  isChecked: boolean
}>

/** What a template has to know of this workspace: whose turn it is, who is a valued customer. */
export function TemplateQuestions({ asks, answers, onChange, isChecked }: Props) {
  return asks.map((ask) => (
    <Question
      key={ask.key}
      ask={ask}
      answer={answers[ask.key]}
      onChange={(answer) => onChange({ ...answers, [ask.key]: answer })}
      isChecked={isChecked}
    />
  ))
}

type QuestionProps = Readonly<{
  ask: Ask
  answer: Answers[string] | undefined
  onChange: (answer: Answers[string]) => void
  isChecked: boolean
}>

function Question({ ask, answer, onChange, isChecked }: QuestionProps) {
  const { t } = useTranslation('common')
  const options = useOptions(ask.kind)
  const isMissing =
    ask.isRequired && (answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0))
  const field = {
    label: ask.label,
    withAsterisk: ask.isRequired,
    error: isChecked && isMissing ? t('validation.required') : null,
  }
  switch (ask.kind) {
    case 'teams':
    case 'members':
      return (
        <MultiSelect
          {...field}
          data={options}
          value={Array.isArray(answer) ? answer : []}
          onChange={onChange}
          searchable
        />
      )
    case 'team':
    case 'member':
    case 'channel':
    case 'stage':
      return (
        <Select
          {...field}
          data={options}
          value={typeof answer === 'string' && answer !== '' ? answer : null}
          onChange={(value) => onChange(value ?? '')}
          searchable
          clearable={!ask.isRequired}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...field}
          value={typeof answer === 'number' ? answer : ''}
          onChange={(value) => onChange(typeof value === 'number' ? value : '')}
          min={1}
        />
      )
    case 'text':
    case 'tag':
    case 'whatsapp_template':
      return (
        <TextInput
          {...field}
          value={typeof answer === 'string' ? answer : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    default:
      return ask.kind satisfies never
  }
}

function useOptions(kind: Ask['kind']): { value: string; label: string }[] {
  const teams = useTeams()
  const members = useMembers()
  const { workspace } = useMe()
  const { data: channels } = useQuery({ ...channelsQuery, enabled: kind === 'channel' })
  switch (kind) {
    case 'team':
    case 'teams':
      return [...teams.values()].map(({ id, name }) => ({ value: id, label: name }))
    case 'member':
    case 'members':
      return [...members.values()].map(({ id, name }) => ({ value: id, label: name }))
    case 'channel':
      return (channels?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
    case 'stage':
      return workspace.stages.map((stage) => ({ value: stage, label: stage }))
    default:
      return []
  }
}
