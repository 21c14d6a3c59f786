import { ActionIcon, Button, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'

type Props = Readonly<{
  choices: readonly string[]
  most: number
  maxTitle: number
  onChange(choices: readonly string[]): void
}>

/** Answers that the customer may choose from, beside the reply. */
export function ChoiceFields({ choices, most, maxTitle, onChange }: Props) {
  const { t } = useTranslation('inbox')
  const list = useRef<HTMLFieldSetElement>(null)

  // Whoever has just asked for them begins to write the first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when they appear
  useEffect(() => {
    if (choices.length === 1 && choices[0] === '') focus(0)
  }, [])

  function focus(index: number) {
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[index]?.focus())
  }

  function add(after: number) {
    if (choices.length < most) onChange(choices.toSpliced(after + 1, 0, ''))
    focus(after + 1)
  }

  function remove(index: number) {
    onChange(choices.toSpliced(index, 1))
    focus(Math.max(index - 1, 0))
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, index: number) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      add(index)
    } else if (event.key === 'Backspace' && event.currentTarget.value === '') {
      event.preventDefault()
      remove(index)
    }
  }

  return (
    <fieldset ref={list} className={classes.choices}>
      <Text component="legend" size="xs" c="dimmed">
        {t('composer.choices')}
      </Text>
      {choices.map((choice, index) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: answers are told apart by their place only
          key={index}
          size="xs"
          radius="xl"
          maxLength={maxTitle}
          value={choice}
          onChange={(event) => onChange(choices.with(index, event.currentTarget.value))}
          onKeyDown={(event) => onKeyDown(event, index)}
          aria-label={t('composer.choice', { number: index + 1 })}
          placeholder={t('composer.choice', { number: index + 1 })}
          rightSection={
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              radius="xl"
              onClick={() => remove(index)}
              aria-label={t('composer.removeChoice', { number: index + 1 })}
            >
              <IconX size={12} />
            </ActionIcon>
          }
        />
      ))}
      {choices.length < most && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => add(choices.length - 1)}
        >
          {t('composer.addChoice')}
        </Button>
      )}
    </fieldset>
  )
}
