import type { WorkflowCondition } from '@fairlead/sdk'
import { Input } from '@mantine/core'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { Adder, Negation, Remover } from '../../../../views/filter-controls.tsx'
import { useDefinition } from '../form-context.tsx'
import classes from './condition.module.css'
import { conditionOf, namesIn, queryOf } from './condition-query.ts'
import { operatorsOf, usualValueOf } from './rule-choices.ts'
import { FieldPick, OperatorPick, PlainPick, RuleChoices, ValueEditor } from './rule-controls.tsx'
import { useRuleChoices } from './use-rule-choices.ts'

const deepest = 4

const controls = {
  addRuleAction: Adder,
  addGroupAction: Adder,
  removeRuleAction: Remover,
  removeGroupAction: Remover,
  combinatorSelector: PlainPick,
  fieldSelector: FieldPick,
  operatorSelector: OperatorPick,
  notToggle: Negation,
  valueEditor: ValueEditor,
}

type Props = Readonly<{
  /** What the conditions are of. */
  label: string
  condition: WorkflowCondition
  onChange(condition: WorkflowCondition): void
  error?: ReactNode
}>

/** Conditions of a workflow, and groups of them, put together by hand. */
export function ConditionBuilder({ label, condition, onChange, error }: Props) {
  const { t } = useTranslation(['steps', 'views'])
  const [query, setQuery] = useQueryOf(condition)
  const choices = useRuleChoices(useDefinition(), namesIn(condition))
  const byName = useMemo(() => new Map(choices.map((choice) => [choice.name, choice])), [choices])
  // The builder calls itself a form, which there can be several of here, none with a name.
  const named = useCallback(
    (around: HTMLDivElement | null) => {
      const builder = around?.querySelector('[role="form"], [data-is-builder]')
      builder?.setAttribute('data-is-builder', '')
      builder?.setAttribute('role', 'group')
      builder?.setAttribute('aria-label', label)
    },
    [label],
  )
  const choiceOf = (name: string) => byName.get(name) ?? choices[0]

  return (
    <RuleChoices value={byName}>
      <div ref={named}>
        <QueryBuilder
          query={query}
          onQueryChange={(next) => {
            setQuery(next)
            const changed = conditionOf(next)
            if (!isSame(changed, conditionOf(query))) onChange(changed)
          }}
          fields={choices.map(({ name, label }) => ({ name, label, value: name }))}
          getOperators={(name) => {
            const choice = choiceOf(name)
            if (choice === undefined) return []
            return operatorsOf(choice).map((operator) => ({
              name: operator,
              value: operator,
              label: t(`rule.operators.${choice.kind}.${operator}`, { defaultValue: operator }),
            }))
          }}
          getDefaultValue={({ field }) => {
            const choice = choiceOf(field)
            return choice === undefined ? '' : usualValueOf(choice, new Date().toISOString().slice(0, 10))
          }}
          combinators={[
            { name: 'and', value: 'and', label: t('views:and') },
            { name: 'or', value: 'or', label: t('views:or') },
          ]}
          controlElements={controls}
          controlClassnames={{
            queryBuilder: classes.builder ?? '',
            ruleGroup: classes.group ?? '',
            header: classes.header ?? '',
            body: classes.body ?? '',
            rule: classes.rule ?? '',
          }}
          translations={{
            addRule: { label: t('views:addRule'), title: t('views:addRule') },
            addGroup: { label: t('views:addGroup'), title: t('views:addGroup') },
            removeRule: { label: t('views:removeRule'), title: t('views:removeRule') },
            removeGroup: { label: t('views:removeGroup'), title: t('views:removeGroup') },
            notToggle: { label: t('views:not'), title: t('rule.notHint') },
            fields: { title: t('views:field') },
            operators: { title: t('views:operator') },
            combinators: { title: t('views:combinator') },
          }}
          accessibleDescriptionGenerator={() => t('views:group')}
          showNotToggle
          addRuleToNewGroups
          maxLevels={deepest}
        />
      </div>
      {error !== undefined && (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
    </RuleChoices>
  )
}

// The builder's own ids stay while what is edited here comes back; what was undone elsewhere takes their place.
function useQueryOf(condition: WorkflowCondition) {
  const [query, setQuery] = useState<RuleGroupType>(() => queryOf(condition))
  const isOurs = isSame(conditionOf(query), conditionOf(queryOf(condition)))
  const fresh = useMemo(() => queryOf(condition), [condition])
  return [isOurs ? query : fresh, setQuery] as const
}

function isSame(a: WorkflowCondition, b: WorkflowCondition): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
