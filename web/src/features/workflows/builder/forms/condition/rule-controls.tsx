import { MultiSelect, NativeSelect, NumberInput, TagsInput, TextInput } from '@mantine/core'
import { createContext, use } from 'react'
import type { ValueEditorProps, ValueSelectorProps } from 'react-querybuilder'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { DurationInput } from '../../../../../ui/form/duration-input.tsx'
import { useTeams } from '../../../../conversations/use-names.ts'
import { TagInput } from '../../../../tags/tag-input.tsx'
import classes from './condition.module.css'
import { fieldOf } from './condition-query.ts'
import { isOfTeams, type RuleChoice } from './rule-choices.ts'

/** What there is to look at, by its name. */
export const RuleChoices = createContext<ReadonlyMap<string, RuleChoice>>(new Map())

const longestMinutes = 525_600
const longestText = 200
const groups = ['message', 'contact', 'conversation', 'variable', 'time', 'queue'] as const

export function PlainPick({ options, value, title, handleOnChange }: ValueSelectorProps) {
  return (
    <NativeSelect
      className={classes.pick}
      aria-label={title}
      data={options.flatMap((option) => ('options' in option ? [] : [{ value: option.name, label: option.label }]))}
      value={value ?? ''}
      onChange={(event) => handleOnChange(event.currentTarget.value)}
    />
  )
}

/** What to look at, and of which team, where each has its own. */
export function FieldPick({ value = '', title, handleOnChange }: ValueSelectorProps) {
  const { t } = useTranslation('steps')
  const choices = [...use(RuleChoices).values()]
  const teams = [...useTeams().values()]
  const { field = value, key } = fieldOf(value) ?? {}
  const isTeams = isOfTeams(field)
  const shown = choices.filter(({ name }) => !isOfTeams(fieldOf(name)?.field ?? '') || !name.includes(':'))

  return (
    <div className={classes.field}>
      <NativeSelect
        aria-label={title}
        value={isTeams ? field : value}
        onChange={(event) => handleOnChange(event.currentTarget.value)}
        data={groups.flatMap((group) => {
          const items = shown.filter((choice) => choice.group === group)
          return items.length === 0
            ? []
            : [{ group: t(`rule.groups.${group}`), items: items.map(({ name, label }) => ({ value: name, label })) }]
        })}
      />
      {isTeams && (
        <NativeSelect
          aria-label={t('rule.ofTeam')}
          value={key ?? ''}
          onChange={(event) => {
            const id = event.currentTarget.value
            handleOnChange(id === '' ? field : `${field}:${id}`)
          }}
          data={[
            { value: '', label: t(field === 'isOpen' ? 'rule.workspaceHours' : 'rule.ownTeam') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
            ...(key === undefined || teams.some(({ id }) => id === key) ? [] : [{ value: key, label: t('gone') }]),
          ]}
        />
      )}
    </div>
  )
}

/** Of a rule that can only be one thing there is nothing to choose; what was written otherwise stays as it is. */
export function OperatorPick({ options, value = '', ...props }: ValueSelectorProps) {
  const { t } = useTranslation('steps')
  const isKnown = options.some((option) => 'name' in option && option.name === value)
  if (isKnown && options.length < 2) return null
  return (
    <NativeSelect
      className={classes.pick}
      aria-label={props.title}
      data={[
        ...options.flatMap((option) => ('options' in option ? [] : [{ value: option.name, label: option.label }])),
        ...(isKnown || value === ''
          ? []
          : [{ value, label: t(`rule.operators.words.${value}`, { defaultValue: value }) }]),
      ]}
      value={value}
      onChange={(event) => props.handleOnChange(event.currentTarget.value)}
    />
  )
}

export function ValueEditor({ field, operator, value, handleOnChange }: ValueEditorProps) {
  const { t } = useTranslation(['steps', 'views'])
  const choice = use(RuleChoices).get(field)
  if (choice === undefined || operator === 'is_set' || operator === 'is_not_set') return null
  const label = t('views:value', { field: choice.label })
  const texts: string[] = (Array.isArray(value) ? value : value === '' || value === undefined ? [] : [value]).map(
    String,
  )
  const text = texts[0] ?? ''

  switch (choice.kind) {
    case 'one_of':
    case 'items':
      return choice.isTags === true ? (
        <TagInput
          className={classes.value}
          aria-label={label}
          placeholder={texts.length === 0 ? t('choose') : ''}
          value={texts}
          onChange={handleOnChange}
          maxTags={20}
        />
      ) : (
        <MultiSelect
          className={classes.value}
          aria-label={label}
          placeholder={texts.length === 0 ? t('choose') : ''}
          data={withGone(choice.options ?? [], texts, t('gone'))}
          value={texts}
          onChange={handleOnChange}
          nothingFoundMessage={t('nothingFound')}
          searchable
          hidePickedOptions
        />
      )
    case 'flag':
      return (
        <NativeSelect
          aria-label={label}
          data={[
            { value: 'yes', label: t('views:yes') },
            { value: 'no', label: t('views:no') },
          ]}
          value={value === false ? 'no' : 'yes'}
          onChange={(event) => handleOnChange(event.currentTarget.value === 'yes')}
        />
      )
    case 'minutes':
    case 'eta':
      return (
        <div className={classes.duration}>
          <DurationInput
            label={label}
            value={typeof value === 'number' ? value : 60}
            onChange={handleOnChange}
            max={longestMinutes}
          />
        </div>
      )
    case 'number':
    case 'count':
      return <Count label={label} value={value} onChange={handleOnChange} />
    case 'words':
    case 'text':
      if (operator === 'more_than' || operator === 'less_than')
        return <Count label={label} value={Number(value)} onChange={handleOnChange} />
      if (operator === 'any_of' || operator === 'none_of')
        return (
          <TagsInput
            className={classes.value}
            aria-label={label}
            placeholder={texts.length === 0 ? t('rule.several') : ''}
            value={texts}
            onChange={handleOnChange}
            maxTags={50}
            maxLength={longestText}
          />
        )
      return <Line label={label} type="text" value={text} onChange={handleOnChange} />
    case 'date':
    case 'time':
      return <Line label={label} type={choice.kind} value={text} onChange={handleOnChange} />
    default:
      return choice.kind satisfies never
  }
}

type CountProps = Readonly<{ label: string; value: unknown; onChange(value: unknown): void }>

function Count({ label, value, onChange }: CountProps) {
  return (
    <NumberInput
      className={classes.value}
      aria-label={label}
      value={typeof value === 'number' && Number.isFinite(value) ? value : ''}
      onChange={(next) => onChange(next === '' ? '' : Number(next))}
    />
  )
}

type LineProps = Readonly<{ label: string; type: string; value: string; onChange(value: unknown): void }>

function Line({ label, type, value, onChange }: LineProps) {
  return (
    <TextInput
      className={classes.value}
      aria-label={label}
      type={type}
      maxLength={longestText}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

// What was chosen and is no more can be seen, and taken out.
function withGone(options: NonNullable<RuleChoice['options']>, chosen: readonly string[], gone: string) {
  const lost = chosen.filter((each) => !options.some(({ value }) => value === each))
  return [...options, ...lost.map((value) => ({ value, label: /^[0-9a-f-]{36}$/.test(value) ? gone : value }))]
}
