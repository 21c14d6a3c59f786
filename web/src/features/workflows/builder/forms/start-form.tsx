import { type WorkflowDefinition, type WorkflowProblem, type WorkflowStart, workflowTriggerTypes } from '@fairlead/sdk'
import { Alert, Input, Text } from '@mantine/core'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { ConditionBuilder } from './condition/condition-builder.tsx'
import { KindPick } from './fields/picks.tsx'
import { FormContext, useErrorOf } from './form-context.tsx'
import { formTexts } from './form-texts.ts'
import classes from './forms.module.css'
import { problemText } from './problem-text.ts'
import { newTrigger } from './triggers/new-trigger.ts'
import { TriggerFields } from './triggers/trigger-fields.tsx'

type Props = Readonly<{
  workflowId: string
  definition: WorkflowDefinition
  problems: readonly WorkflowProblem[]
  onChange(start: WorkflowStart): void
  /** Where another system posts to; null: not known before it is saved. */
  webhookUrl?: string | null
}>

const often = ['always', 'conversation', 'contact'] as const

/** How a workflow begins: by what, on which conditions, and how often. */
export function StartForm({ workflowId, definition, problems, onChange, webhookUrl = null }: Props) {
  const { t } = useTranslation(formTexts)
  const { start } = definition
  const own = problems.filter(({ stepId }) => stepId === null)
  const general = own.filter(({ path }) => path === '' || path === 'next')

  return (
    <FormContext workflowId={workflowId} definition={definition} problems={own}>
      <div className={classes.form}>
        {general.map((problem) => (
          <Alert key={problem.code} color="red" variant="light" p="xs" role="status">
            {problemText(problem, t)}
          </Alert>
        ))}
        <KindPick
          label={t('start.when')}
          kinds={workflowTriggerTypes}
          nameOf={(type) => t(`triggers.${type}.name`)}
          value={start.trigger.type}
          onChange={(type) =>
            type !== start.trigger.type && onChange({ ...start, trigger: newTrigger(type, t('start.run')) })
          }
        />
        <Text size="sm" c="dimmed">
          {t(`triggers.${start.trigger.type}.text`)}
        </Text>
        <TriggerFields
          key={start.trigger.type}
          trigger={start.trigger}
          onChange={(trigger) => onChange({ ...start, trigger })}
          webhookUrl={webhookUrl}
        />
        <Conditions start={start} onChange={onChange} />
        <KindPick
          label={t('start.once')}
          kinds={often}
          nameOf={(each) => t(`start.often.${each}`)}
          value={start.once}
          onChange={(once) => onChange({ ...start, once })}
        />
      </div>
    </FormContext>
  )
}

function Conditions({ start, onChange }: Readonly<{ start: WorkflowStart; onChange(start: WorkflowStart): void }>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{t('start.condition')}</Input.Label>
      <Input.Description>{t('start.conditionHint')}</Input.Description>
      <ConditionBuilder
        label={t('start.condition')}
        condition={start.condition}
        onChange={(condition) => onChange({ ...start, condition })}
        error={errorOf('condition')}
      />
    </fieldset>
  )
}
