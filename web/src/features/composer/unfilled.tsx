import { Button, Text } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'

type Props = Readonly<{
  placeholders: readonly string[]
  isUrgent: boolean
  input: RefObject<HTMLTextAreaElement | null>
}>

/** What a snippet left open. Whoever presses one gets to its place in the text. */
export function Unfilled({ placeholders, isUrgent, input }: Props) {
  const { t } = useTranslation('snippets')

  function show(placeholder: string): void {
    const field = input.current
    const start = field?.value.indexOf(placeholder) ?? -1
    if (field === null || start < 0) return
    field.focus()
    field.setSelectionRange(start, start + placeholder.length)
  }

  return (
    <div className={classes.unfilled} data-urgent={isUrgent || undefined} role={isUrgent ? 'alert' : 'status'}>
      <Text size="xs" span>
        {t(isUrgent ? 'unfilled.again' : 'unfilled.text')}
      </Text>
      {placeholders.map((placeholder) => (
        <Button key={placeholder} size="compact-xs" variant="default" onClick={() => show(placeholder)}>
          {placeholder}
        </Button>
      ))}
    </div>
  )
}
