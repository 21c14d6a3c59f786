import { Switch, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { CountInput } from '../../../../../ui/form/count-input.tsx'
import { useCategories } from '../../../../closing/queries.ts'
import { LiquidField } from '../fields/liquid-field.tsx'
import { MinutesField } from '../fields/minutes-field.tsx'
import { MembersPick, OnePick } from '../fields/picks.tsx'
import { useDefinition, useErrorOf, useWorkflowId } from '../form-context.tsx'
import { numbered } from '../numbered.ts'
import { useStepWords } from '../step-words.ts'
import { useWorkflows } from '../use-workflows.ts'
import type { StepEdit } from './edit.ts'

export function SnoozeFields({ step, set }: StepEdit<'snooze'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <MinutesField
      label={t('fields.howLong')}
      description={t('snooze.hint')}
      value={step.minutes}
      onChange={(minutes) => set({ minutes })}
      max={43_200}
      error={errorOf('minutes')}
    />
  )
}

export function CloseFields({ step, set }: StepEdit<'close'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const categories = useCategories()
  return (
    <>
      {(categories.length > 0 || step.categoryId !== null) && (
        <OnePick
          label={t('close.category')}
          none={t('close.noCategory')}
          items={categories}
          value={step.categoryId}
          onChange={(categoryId) => set({ categoryId })}
          error={errorOf('categoryId')}
        />
      )}
      <LiquidField
        label={t('close.summary')}
        description={t('close.summaryHint')}
        isLong
        maxLength={2000}
        value={step.summary}
        onChange={(summary) => set({ summary })}
        error={errorOf('summary')}
      />
    </>
  )
}

export function NoteFields({ step, set }: StepEdit<'note'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <>
      <LiquidField
        label={t('note.text')}
        isLong
        value={step.text}
        onChange={(text) => set({ text })}
        error={errorOf('text')}
      />
      <MembersPick
        label={t('note.mention')}
        description={t('note.mentionHint')}
        placeholder={t('fields.nobody')}
        value={step.mentionIds}
        onChange={(mentionIds) => set({ mentionIds })}
        error={errorOf('mentionIds')}
      />
    </>
  )
}

export function NotifyFields({ step, set }: StepEdit<'notify'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const error = errorOf('memberIds')
  return (
    <>
      <Switch
        label={t('notify.assignee')}
        checked={step.assignee}
        onChange={(event) => set({ assignee: event.currentTarget.checked })}
      />
      <Switch
        label={t('notify.managers')}
        checked={step.managers}
        onChange={(event) => set({ managers: event.currentTarget.checked })}
      />
      <MembersPick
        label={t('notify.members')}
        placeholder={t('fields.nobody')}
        value={step.memberIds}
        onChange={(memberIds) => set({ memberIds })}
        error={error && step.memberIds.length === 0 ? t('says.nobodyYet') : error}
      />
      <LiquidField
        label={t('notify.text')}
        isLong
        value={step.text}
        onChange={(text) => set({ text })}
        error={errorOf('text')}
      />
    </>
  )
}

export function JumpFields({ step, set }: StepEdit<'jump'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const words = useStepWords()
  const names = numbered(useDefinition().steps.map((each) => [each.id, words.step(each)]))
  const others = names.filter(({ value }) => value !== step.id)
  return (
    <>
      <OnePick
        label={t('jump.to')}
        items={others.map(({ value, label }) => ({ id: value, name: label }))}
        value={step.to}
        onChange={(to) => set({ to })}
        error={errorOf('to')}
      />
      <CountInput
        label={t('jump.most')}
        description={t('jump.mostHint')}
        w={110}
        styles={{ description: { inlineSize: 'max-content', maxInlineSize: 320 } }}
        clampBehavior="strict"
        min={1}
        max={100}
        value={step.most}
        onChange={(most) => set({ most })}
        error={errorOf('most')}
      />
    </>
  )
}

export function RunWorkflowFields({ step, set }: StepEdit<'run_workflow'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const own = useWorkflowId()
  // Itself is offered to nobody; chosen in a graph from elsewhere, it is shown, so that it can be changed.
  const names = useWorkflows()
  const others = [...(names ?? [])].filter(([id]) => id !== own || id === step.workflowId)
  return (
    <OnePick
      label={t('run_workflow.which')}
      description={t('run_workflow.hint')}
      items={others.map(([id, name]) => ({ id, name }))}
      value={step.workflowId}
      onChange={(workflowId) => set({ workflowId })}
      error={errorOf('workflowId')}
    />
  )
}

export function WebhookFields({ step, set }: StepEdit<'webhook'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <>
      <TextInput
        label={t('fields.address')}
        placeholder="https://shop.example/fairlead"
        type="url"
        maxLength={2000}
        value={step.url}
        onChange={(event) => set({ url: event.currentTarget.value })}
        error={errorOf('url')}
      />
      <LiquidField
        label={t('webhook.body')}
        description={t('webhook.bodyHint')}
        placeholder={'{ "order": "{{ variable.order_number }}" }'}
        isTechnical
        isLong
        value={step.body}
        onChange={(body) => set({ body })}
        error={errorOf('body')}
      />
    </>
  )
}

export function EmailFields({ step, set }: StepEdit<'email'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <>
      <LiquidField
        label={t('email.to')}
        description={t('email.toHint')}
        placeholder="team@example.com"
        maxLength={500}
        value={step.to}
        onChange={(to) => set({ to })}
        error={errorOf('to')}
      />
      <LiquidField
        label={t('email.subject')}
        maxLength={500}
        value={step.subject}
        onChange={(subject) => set({ subject })}
        error={errorOf('subject')}
      />
      <LiquidField
        label={t('fields.message')}
        isLong
        value={step.text}
        onChange={(text) => set({ text })}
        error={errorOf('text')}
      />
    </>
  )
}
