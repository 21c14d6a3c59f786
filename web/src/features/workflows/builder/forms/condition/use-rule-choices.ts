import type { Field, WorkflowDefinition } from '@fairlead/sdk'
import { weekdays } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { languageName } from '../../../../../ui/language-name.ts'
import { languageOptions } from '../../../../../ui/language-options.ts'
import { typeNames } from '../../../../channels/types.ts'
import { priorities } from '../../../../conversations/priorities.ts'
import { tagsQuery } from '../../../../conversations/queries.ts'
import { useChannels, useMembers, useSkills, useTeams } from '../../../../conversations/use-names.ts'
import { useFields } from '../../../../fields/queries.ts'
import { useMe } from '../../../../session/queries.ts'
import { type VariableKind, variableKinds } from '../fields/variables.ts'
import { fieldOf } from './condition-query.ts'
import { fieldsOfTeams, kindOfField, type RuleChoice, type RuleKind } from './rule-choices.ts'

type Option = Readonly<{ value: string; label: string }>
type Plain = Exclude<keyof typeof kindOfField, 'field' | 'contactField' | 'variable'>

const groups = {
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
} as const satisfies Partial<Record<RuleChoice['group'], readonly Plain[]>>

const nullable: readonly string[] = ['teamId', 'assigneeId', 'contactLocale', 'contactStage', 'contactOwnerId']

/** Everything that a condition can look at, also what only `names` know of, such as a field that is gone. */
export function useRuleChoices(definition: WorkflowDefinition, names: readonly string[]): readonly RuleChoice[] {
  const { t } = useTranslation('steps')
  const optionsOf = useOptions()
  const teams = [...useTeams().keys()]
  const plain = (group: keyof typeof groups) =>
    groups[group].map(
      (field): RuleChoice => ({
        ...{ name: field, label: t(`rule.fields.${field}`), group, kind: kindOfField[field] },
        ...{ options: optionsOf(field), isNullable: nullable.includes(field) },
        isTags: field === 'tags' || field === 'contactTags',
      }),
    )
  const custom = [
    ...fieldChoices(useFields('conversation') ?? [], 'field', 'conversation'),
    ...fieldChoices(useFields('contact') ?? [], 'contactField', 'contact'),
  ]
  const variables = [...variableKinds(definition)].map(
    ([name, kind]): RuleChoice => ({
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
    .flatMap((choice) => teams.map((id): RuleChoice => ({ ...choice, name: `${choice.name}:${id}` })))
  const all = [...known, ...ofTeams]
  const lost = [...new Set(names)].filter((name) => !all.some((choice) => choice.name === name))
  return [...all, ...lost.map((name) => lostChoice(name, known))]
}

const kinds = { text: 'words', number: 'number', date: 'date', flag: 'flag' } as const satisfies Record<
  VariableKind,
  RuleKind
>

const kindOfCustom = {
  text: 'text',
  paragraph: 'text',
  link: 'text',
  number: 'number',
  yes_no: 'flag',
  date: 'date',
  choice: 'one_of',
  choices: 'items',
} as const satisfies Record<Field['type'], RuleKind>

function fieldChoices(fields: readonly Field[], prefix: string, group: 'contact' | 'conversation'): RuleChoice[] {
  return fields.map(({ key, name, type, options }) => ({
    ...{ name: `${prefix}:${key}`, label: name, group, kind: kindOfCustom[type], isNullable: true },
    options: options.map((each) => ({ value: each, label: each })),
  }))
}

function lostChoice(name: string, known: readonly RuleChoice[]): RuleChoice {
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

function useOptions(): (field: Plain) => readonly Option[] {
  const { t, i18n } = useTranslation(['steps', 'views', 'inbox', 'common', 'hours'])
  const members = [...useMembers().values()].filter(({ isDeactivated }) => !isDeactivated)
  const teams = [...useTeams().values()]
  const channels = [...useChannels().values()]
  const skills = [...useSkills().values()]
  const { workspace } = useMe()
  const { data: tags = [] } = useQuery(tagsQuery)
  const named = (items: readonly Readonly<{ id: string; name: string }>[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }))
  const same = (items: readonly string[]) => items.map((each) => ({ value: each, label: each }))

  return (field) => {
    switch (field) {
      case 'status':
        return (['open', 'snoozed', 'closed'] as const).map((each) => ({
          value: each,
          label: t(`views:status.${each}`),
        }))
      case 'priority':
        return priorities.map((each) => ({ value: each, label: t(`inbox:priority.${each}`) }))
      case 'channelType':
        return typeNames.map((each) => ({ value: each, label: t(`common:channelTypes.${each}`) }))
      case 'weekday':
        return weekdays.map((each) => ({ value: each, label: t(`hours:weekdays.${each}`) }))
      case 'contactLocale':
        return languageOptions(i18n.language).map(({ value }) => ({ value, label: languageName(value, i18n.language) }))
      case 'contactStage':
        return same(workspace.stages)
      case 'tags':
      case 'contactTags':
        return same(tags)
      case 'channelId':
        return named(channels)
      case 'teamId':
        return named(teams)
      case 'skillIds':
        return named(skills)
      case 'assigneeId':
      case 'contactOwnerId':
        return named(members)
      default:
        return []
    }
  }
}
