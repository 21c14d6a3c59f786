import { ActionIcon, Button, NativeSelect, Switch } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ActionProps, NotToggleProps, ValueSelectorProps } from 'react-querybuilder'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './rule-builder.module.css'

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

export function Selector({ options, value, title, handleOnChange }: ValueSelectorProps) {
  return (
    <NativeSelect
      className={classes.selector}
      aria-label={title}
      data={options.flatMap((option) => ('options' in option ? [] : [{ value: option.name, label: option.label }]))}
      value={value ?? ''}
      onChange={(event) => handleOnChange(event.currentTarget.value)}
    />
  )
}

/** Of a rule that can only be one thing there is nothing to choose; what was written otherwise stays as it is. */
export function OperatorSelector({ options, value = '', ...props }: ValueSelectorProps) {
  const { t } = useTranslation('rules')
  const isKnown = value === '' || options.some((option) => 'name' in option && option.name === value)
  if (isKnown && options.length < 2) return null
  const plain = options.flatMap((option) => ('options' in option ? [] : [option]))
  const lost = { name: value, value, label: t(`operators.words.${value}`, { defaultValue: value }) }
  return <Selector {...props} options={isKnown ? plain : [...plain, lost]} value={value} />
}
