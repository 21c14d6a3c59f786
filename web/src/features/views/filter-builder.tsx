import type { Filter } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { RuleBuilder } from '../rules/rule-builder.tsx'
import { filterOperators } from './filter-choices.ts'
import { conditionOf, ruleOf } from './filter-query.ts'
import { useFilterChoices } from './use-filter-choices.ts'

type Props = Readonly<{ filter: Filter; onChange(filter: Filter): void }>

/** Which conversations a view shows, put together by hand. */
export function FilterBuilder({ filter, onChange }: Props) {
  const { t } = useTranslation('views')
  return (
    <RuleBuilder
      label={t('shows')}
      tree={filter}
      onChange={onChange}
      choices={useFilterChoices()}
      operators={filterOperators}
      edited={ruleOf}
      ruleOf={conditionOf}
      notHint={t('notHint')}
    />
  )
}
