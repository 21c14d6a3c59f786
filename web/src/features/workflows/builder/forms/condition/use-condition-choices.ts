import type { WorkflowDefinition } from '@fairlead/sdk'
import { weekdays } from '@fairlead/sdk'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { languageName } from '../../../../../ui/language-name.ts'
import { languageOptions } from '../../../../../ui/language-options.ts'
import { useTeams } from '../../../../conversations/use-names.ts'
import { useFields } from '../../../../fields/queries.ts'
import {
  choicesOfFields,
  type RuleChoice,
  type RuleKind,
  type RuleOption,
  sameOptions,
} from '../../../../rules/rule-choices.ts'
import { useRuleOptions } from '../../../../rules/use-rule-options.ts'
import { useMe } from '../../../../session/queries.ts'
import { type VariableKind, variableKinds } from '../fields/variables.ts'
import { type ConditionChoice, fieldsOfTeams, kindOfField } from './condition-choices.ts'
import { fieldOf } from './condition-query.ts'

type Plain = Exclude<keyof typeof kindOfField, 'field' | 'contactField' | 'variable'>

const fieldsOf = {
  conversation: [
    ...(['status', 'priority', 'channelId', 'channelType', 'teamId', 'assigneeId', 'tags', 'skillIds'] as const),
    ...(['subject', 'isWaiting', 'waitingMinutes', 'idleMinutes', 'ageMinutes'] as const),
  ],
  message: ['messageText'],
  contact: [
    ...(['contactName', 'contactEmail', 'contactPhone', 'contactLocale', 'contactTags', 'contactStage'] as const),
    ...(['contactOwnerId', 'contactIsNew'] as const),
  ],
  time: ['isOpen', 'timeOfDay', 'weekday'],
  queue: ['queueLength', 'agentsOnline', 'agentsFree', 'etaMinutes'],
} as const satisfies Partial<Record<ConditionChoice['group'], readonly Plain[]>>

const nullable: readonly string[] = ['teamId', 'assigneeId', 'contactLocale', 'contactStage', 'contactOwnerId']

/** Everything that a condition can look at, also what only `names` know of, such as a field that is gone. */
export function useConditionChoices(
  definition: WorkflowDefinition,
  names: readonly string[],
): readonly ConditionChoice[] {
  const { t } = useTranslation('steps')
  const options = useOptions()
  const teams = [...useTeams().keys()]
  const plain = (group: keyof typeof fieldsOf) =>
    fieldsOf[group].map(
      (field): ConditionChoice => ({
        ...{ name: field, label: t(`rule.fields.${field}`), group, kind: kindOfField[field] },
        ...{ options: options[field] ?? [], isNullable: nullable.includes(field) },
        isTags: field === 'tags' || field === 'contactTags',
      }),
    )
  const custom = [
    ...choicesOfFields(useFields('contact') ?? [], 'contactField').map(within('contact')),
    ...choicesOfFields(useFields('conversation') ?? [], 'field').map(within('conversation')),
  ]
  const variables = [...variableKinds(definition)].map(
    ([name, kind]): ConditionChoice => ({
      ...{ name: `variable:${name}`, label: name },
      group: 'variable',
      kind: kinds[kind],
    }),
  )
  const known = [
    ...plain('message'),
    ...plain('contact'),
    ...custom.filter(({ group }) => group === 'contact'),
    ...plain('conversation'),
    ...custom.filter(({ group }) => group === 'conversation'),
    ...variables,
    ...plain('time'),
    ...plain('queue'),
  ]
  const ofTeams = known
    .filter(({ name }) => fieldsOfTeams.some((field) => field === name))
    .flatMap((choice) => teams.map((id): ConditionChoice => ({ ...choice, name: `${choice.name}:${id}` })))
  const all = [...known, ...ofTeams]
  const lost = [...new Set(names)].filter((name) => !all.some((choice) => choice.name === name))
  return [...all, ...lost.map((name) => lostChoice(name, known))]
}

const kinds = { text: 'words', number: 'number', date: 'date', flag: 'flag' } as const satisfies Record<
  VariableKind,
  RuleKind
>

function within(group: ConditionChoice['group']) {
  return (choice: RuleChoice): ConditionChoice => ({ ...choice, group })
}

function lostChoice(name: string, known: readonly ConditionChoice[]): ConditionChoice {
  const { field, key = name } = fieldOf(name) ?? {}
  const like = known.find((choice) => choice.name === field)
  if (like !== undefined) return { ...like, name }
  return {
    name,
    label: key,
    group: field === 'contactField' ? 'contact' : field === 'field' ? 'conversation' : 'variable',
    kind: 'words',
  }
}

function useOptions(): Readonly<Partial<Record<Plain, readonly RuleOption[]>>> {
  const { t, i18n } = useTranslation('hours')
  const { workspace } = useMe()
  const common = useRuleOptions()
  return {
    ...common,
    contactTags: common.tags,
    contactOwnerId: common.assigneeId,
    contactStage: sameOptions(workspace.stages),
    contactLocale: languageOptions(i18n.language).map(({ value }) => ({
      value,
      label: languageName(value, i18n.language),
    })),
    weekday: weekdays.map((each) => ({ value: each, label: t(`weekdays.${each}`) })),
  }
}
