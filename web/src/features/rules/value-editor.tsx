import { MultiSelect, NativeSelect, NumberInput, TagsInput, TextInput } from '@mantine/core'
import { createContext, use } from 'react'
import type { ValueEditorProps } from 'react-querybuilder'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import { TagInput } from '../tags/tag-input.tsx'
import classes from './rule-builder.module.css'
import type { RuleChoice } from './rule-choices.ts'

/** What there is to look at, by its name. */
export const RuleChoices = createContext<ReadonlyMap<string, RuleChoice>>(new Map())

const longestMinutes = 525_600
const longestText = 200

/** What a rule looks for, by the control that fits what it looks at. */
export function ValueEditor({ field, operator, value, handleOnChange }: ValueEditorProps) {
  const { t } = useTranslation('rules')
  const choice = use(RuleChoices).get(field)
  if (choice === undefined || operator === 'is_set' || operator === 'is_not_set') return null
  const label = t('value', { field: choice.label })
  const texts: string[] = (Array.isArray(value) ? value : value === '' || value === undefined ? [] : [value]).map(
    String,
  )
  const text = texts[0] ?? ''
  const several = { className: classes.value, 'aria-label': label, value: texts, onChange: handleOnChange }

  switch (choice.kind) {
    case 'one_of':
    case 'items':
      return choice.isTags === true ? (
        <TagInput {...several} placeholder={texts.length === 0 ? t('choose') : ''} maxTags={20} />
      ) : (
        <MultiSelect
          {...several}
          placeholder={texts.length === 0 ? t('choose') : ''}
          data={withGone(choice.options ?? [], texts, t('gone'))}
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
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
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
            {...several}
            placeholder={texts.length === 0 ? t('several') : ''}
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
      className={classes.number}
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
