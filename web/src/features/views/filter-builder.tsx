import type { Filter } from '@fairlead/sdk'
import { useMemo, useState } from 'react'
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder'
import { useTranslation } from '../../i18n/use-translation.ts'
import { operatorsOf, usualValueOf } from './field-choices.ts'
import classes from './filter-builder.module.css'
import { Adder, FieldChoices, Negation, OperatorSelector, Remover, Selector, ValueEditor } from './filter-controls.tsx'
import { filterOf, queryOf } from './filter-query.ts'
import { useFieldChoices } from './use-field-choices.ts'

const deepest = 4

const controls = {
  addRuleAction: Adder,
  addGroupAction: Adder,
  removeRuleAction: Remover,
  removeGroupAction: Remover,
  combinatorSelector: Selector,
  fieldSelector: Selector,
  operatorSelector: OperatorSelector,
  notToggle: Negation,
  valueEditor: ValueEditor,
}

type Props = Readonly<{ filter: Filter; onChange(filter: Filter): void }>

/** Conditions, and groups of them, put together by hand. */
export function FilterBuilder({ filter, onChange }: Props) {
  const { t } = useTranslation('views')
  const choices = useFieldChoices()
  const byName = useMemo(() => new Map(choices.map((choice) => [choice.name, choice])), [choices])
  const [query, setQuery] = useState<RuleGroupType>(() => queryOf(filter))
  const choiceOf = (name: string) => byName.get(name) ?? choices[0]

  return (
    <FieldChoices value={byName}>
      <QueryBuilder
        query={query}
        onQueryChange={(next) => {
          setQuery(next)
          onChange(filterOf(next))
        }}
        fields={choices.map(({ name, label }) => ({ name, label, value: name }))}
        getOperators={(name) => {
          const choice = choiceOf(name)
          if (choice === undefined) return []
          return operatorsOf(choice).map((operator) => ({
            name: operator,
            value: operator,
            label: t(`operators.${choice.kind}.${operator}`, { defaultValue: operator }),
          }))
        }}
        getDefaultValue={({ field }) => {
          const choice = choiceOf(field)
          return choice === undefined ? '' : usualValueOf(choice, new Date())
        }}
        combinators={[
          { name: 'and', value: 'and', label: t('and') },
          { name: 'or', value: 'or', label: t('or') },
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
          addRule: { label: t('addRule'), title: t('addRule') },
          addGroup: { label: t('addGroup'), title: t('addGroup') },
          removeRule: { label: t('removeRule'), title: t('removeRule') },
          removeGroup: { label: t('removeGroup'), title: t('removeGroup') },
          notToggle: { label: t('not'), title: t('notHint') },
          fields: { title: t('field') },
          operators: { title: t('operator') },
          combinators: { title: t('combinator') },
        }}
        accessibleDescriptionGenerator={() => t('group')}
        showNotToggle
        addRuleToNewGroups
        maxLevels={deepest}
      />
    </FieldChoices>
  )
}
