import type { RuleTree } from '@fairlead/sdk'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { QueryBuilder, type RuleGroupType, type RuleType, type ValueSelectorProps } from 'react-querybuilder'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './rule-builder.module.css'
import { type Operators, operatorsOf, type RuleChoice, usualValueOf } from './rule-choices.ts'
import { Adder, Negation, OperatorSelector, Remover, Selector } from './rule-controls.tsx'
import { queryOf, type Rule, treeOf } from './rule-query.ts'
import { RuleChoices, ValueEditor } from './value-editor.tsx'

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

type Props<R extends Rule> = Readonly<{
  /** What the rules are of. */
  label: string
  tree: RuleTree<R>
  onChange(tree: RuleTree<R>): void
  choices: readonly RuleChoice[]
  operators?: Operators
  /** A rule as the builder edits it, and what it makes of one; null: nothing that can be kept. */
  edited(rule: R): RuleType
  ruleOf(edited: RuleType): R | null
  /** What it means to turn a group round. */
  notHint: string
  /** Chooses what to look at, where that is more than one of a list. */
  fieldSelector?(props: ValueSelectorProps): ReactNode
}>

/** Rules, and groups of them, put together by hand. */
export function RuleBuilder<R extends Rule>({ label, choices, operators, notHint, fieldSelector, ...edit }: Props<R>) {
  const { t } = useTranslation('rules')
  const [query, setQuery] = useQueryOf(edit)
  const byName = useMemo(() => new Map(choices.map((choice) => [choice.name, choice])), [choices])
  const choiceOf = (name: string) => byName.get(name) ?? choices[0]
  const elements = useMemo(() => ({ ...controls, ...(fieldSelector ? { fieldSelector } : {}) }), [fieldSelector])
  // The builder calls itself a form, which there can be several of on a page, none with a name.
  const named = useCallback(
    (around: HTMLDivElement | null) => {
      const builder = around?.querySelector('[role="form"], [data-is-builder]')
      builder?.setAttribute('data-is-builder', '')
      builder?.setAttribute('role', 'group')
      builder?.setAttribute('aria-label', label)
    },
    [label],
  )

  return (
    <RuleChoices value={byName}>
      <div ref={named}>
        <QueryBuilder
          query={query}
          onQueryChange={setQuery}
          fields={choices.map(({ name, label }) => ({ name, label, value: name }))}
          getOperators={(name) => {
            const choice = choiceOf(name)
            if (choice === undefined) return []
            return operatorsOf(choice, operators).map((operator) => ({
              name: operator,
              value: operator,
              label: t(`operators.${choice.kind}.${operator}`, { defaultValue: operator }),
            }))
          }}
          getDefaultValue={({ field }) => {
            const choice = choiceOf(field)
            return choice === undefined ? '' : usualValueOf(choice, new Date().toISOString().slice(0, 10))
          }}
          combinators={[
            { name: 'and', value: 'and', label: t('and') },
            { name: 'or', value: 'or', label: t('or') },
          ]}
          controlElements={elements}
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
            notToggle: { label: t('not'), title: notHint },
            fields: { title: t('field') },
            operators: { title: t('operator') },
            combinators: { title: t('combinator') },
          }}
          accessibleDescriptionGenerator={() => t('group')}
          showNotToggle
          addRuleToNewGroups
          maxLevels={deepest}
        />
      </div>
    </RuleChoices>
  )
}

type Edit<R extends Rule> = Pick<Props<R>, 'tree' | 'onChange' | 'edited' | 'ruleOf'>

// The builder's own ids stay while what is edited here comes back; what was undone elsewhere takes their place.
function useQueryOf<R extends Rule>({ tree, onChange, edited, ruleOf }: Edit<R>) {
  const fresh = useMemo(() => queryOf(tree, edited), [tree, edited])
  const [own, setOwn] = useState<RuleGroupType>(fresh)
  const asText = (query: RuleGroupType) => JSON.stringify(treeOf(query, ruleOf))
  const query = asText(own) === asText(fresh) ? own : fresh

  function change(next: RuleGroupType) {
    setOwn(next)
    if (asText(next) !== asText(query)) onChange(treeOf(next, ruleOf))
  }
  return [query, change] as const
}
