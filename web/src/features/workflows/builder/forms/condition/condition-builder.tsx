import type { WorkflowCondition } from '@fairlead/sdk'
import { Input } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { RuleBuilder } from '../../../../rules/rule-builder.tsx'
import { useDefinition } from '../form-context.tsx'
import { editedRuleOf, namesIn, workflowRuleOf } from './condition-query.ts'
import { FieldPick } from './field-pick.tsx'
import { useConditionChoices } from './use-condition-choices.ts'

type Props = Readonly<{
  /** What the conditions are of. */
  label: string
  condition: WorkflowCondition
  onChange(condition: WorkflowCondition): void
  error?: ReactNode
}>

/** Conditions of a workflow, put together by hand. */
export function ConditionBuilder({ label, condition, onChange, error }: Props) {
  const { t } = useTranslation('steps')
  return (
    <div>
      <RuleBuilder
        label={label}
        tree={condition}
        onChange={onChange}
        choices={useConditionChoices(useDefinition(), namesIn(condition))}
        edited={editedRuleOf}
        ruleOf={workflowRuleOf}
        notHint={t('rule.notHint')}
        fieldSelector={FieldPick}
      />
      {error !== undefined && (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  )
}
