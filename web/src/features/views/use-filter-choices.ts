import { useTranslation } from '../../i18n/use-translation.ts'
import { useCategories } from '../closing/queries.ts'
import { useFields } from '../fields/queries.ts'
import { choicesOfFields, namedOptions, type RuleChoice } from '../rules/rule-choices.ts'
import { useRuleOptions } from '../rules/use-rule-options.ts'
import { kindOfField } from './filter-choices.ts'

const fields = [
  ...(['status', 'assigneeId', 'teamId', 'priority', 'channelId', 'channelType', 'tags', 'skillIds'] as const),
  ...(['isUnread', 'isWaiting', 'waitingMinutes', 'idleMinutes', 'ageMinutes'] as const),
  ...(['contactName', 'subject', 'closingCategoryId'] as const),
]

const nullable: readonly string[] = ['assigneeId', 'teamId', 'closingCategoryId']

/** Everything that a view can look at, with the names of what there is in the workspace. */
export function useFilterChoices(): readonly RuleChoice[] {
  const { t } = useTranslation('views')
  const common = useRuleOptions()
  const options = {
    ...common,
    assigneeId: [{ value: 'me', label: t('me') }, ...common.assigneeId],
    closingCategoryId: namedOptions(useCategories()),
  }

  return [
    ...fields.map(
      (field): RuleChoice => ({
        ...{ name: field, label: t(`fields.${field}`), kind: kindOfField[field] },
        ...{ isNullable: nullable.includes(field), isTags: field === 'tags' },
        ...(field in options ? { options: options[field as keyof typeof options] } : {}),
      }),
    ),
    ...choicesOfFields(useFields('conversation') ?? [], 'field'),
  ]
}
