import { ActionIcon, Button, MultiSelect, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { createContext, use } from 'react'
import type { ActionProps, NotToggleProps, ValueEditorProps, ValueSelectorProps } from 'react-querybuilder'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import { TagInput } from '../tags/tag-input.tsx'
import type { FieldChoice } from './field-choices.ts'
import classes from './filter-builder.module.css'

/** What there is to look at, by its name. */
export const FieldChoices = createContext<ReadonlyMap<string, FieldChoice>>(new Map())

const longestMinutes = 525_600

export function Adder({ label, handleOnClick }: ActionProps) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={(event) => handleOnClick(event)}
    >
      {label}
    </Button>
  )
}

export function Remover({ title, handleOnClick }: ActionProps) {
  return (
    <ActionIcon
      className={classes.remove}
      variant="subtle"
      color="gray"
      onClick={(event) => handleOnClick(event)}
      aria-label={title}
      title={title}
    >
      <IconX size={16} />
    </ActionIcon>
  )
}

export function Selector({ options, value, title, handleOnChange }: ValueSelectorProps) {
  return (
    <NativeSelect
      className={classes.selector}
      size="sm"
      aria-label={title}
      data={options.flatMap((option) => ('options' in option ? [] : [{ value: option.name, label: option.label }]))}
      value={value ?? ''}
      onChange={(event) => handleOnChange(event.currentTarget.value)}
    />
  )
}

/** Of a condition that can only be one thing there is nothing to choose. */
export function OperatorSelector(props: ValueSelectorProps) {
  return props.options.length < 2 ? null : <Selector {...props} />
}

export function Negation({ checked = false, label, title, handleOnChange }: NotToggleProps) {
  return (
    <Switch
      size="xs"
      checked={checked}
      onChange={(event) => handleOnChange(event.currentTarget.checked)}
      label={label}
      title={title}
    />
  )
}

export function ValueEditor({ field, operator, value, handleOnChange }: ValueEditorProps) {
  const { t } = useTranslation('views')
  const choice = use(FieldChoices).get(field)
  if (choice === undefined || operator === 'is_set' || operator === 'is_not_set') return null
  const label = t('value', { field: choice.label })
  const texts: readonly string[] = Array.isArray(value) ? value.map(String) : []

  switch (choice.kind) {
    case 'one_of':
    case 'items':
      return field === 'tags' ? (
        <TagInput
          className={classes.value}
          size="sm"
          aria-label={label}
          placeholder={texts.length === 0 ? t('choose') : ''}
          value={[...texts]}
          onChange={handleOnChange}
          maxTags={20}
        />
      ) : (
        <MultiSelect
          className={classes.value}
          size="sm"
          aria-label={label}
          placeholder={texts.length === 0 ? t('choose') : ''}
          data={[...(choice.options ?? [])]}
          value={[...texts]}
          onChange={handleOnChange}
          searchable
          hidePickedOptions
        />
      )
    case 'flag':
      return (
        <NativeSelect
          size="sm"
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
      return (
        <NumberInput
          className={classes.number}
          size="sm"
          aria-label={label}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => handleOnChange(next === '' ? '' : Number(next))}
        />
      )
    case 'date':
    case 'text':
      return (
        <TextInput
          className={classes.value}
          size="sm"
          aria-label={label}
          type={choice.kind === 'date' ? 'date' : 'text'}
          maxLength={200}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => handleOnChange(event.currentTarget.value)}
        />
      )
  }
}
