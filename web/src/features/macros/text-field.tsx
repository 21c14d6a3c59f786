import { snippetVariables } from '@fairlead/sdk'
import { Button, Group, Text, Textarea } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'

type Props = Readonly<{ value: string; onChange(text: string): void; error: ReactNode }>

/** A text with variables, which are put in where the caret is. */
export function TextField({ value, onChange, error }: Props) {
  const { t } = useTranslation('macros')
  const area = useRef<HTMLTextAreaElement>(null)

  function insert(name: string) {
    const start = area.current?.selectionStart ?? value.length
    const end = area.current?.selectionEnd ?? value.length
    const text = `{{${name}}}`
    onChange(value.slice(0, start) + text + value.slice(end))
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(start + text.length, start + text.length)
    })
  }

  return (
    <div>
      <Textarea
        ref={area}
        aria-label={t('text')}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      <Group gap={4} mt={6}>
        <Text size="xs" c="dimmed">
          {t('textHint')}
        </Text>
        {snippetVariables.map((name) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            onClick={() => insert(name)}
            aria-label={t('insert', { name })}
          >
            {name}
          </Button>
        ))}
      </Group>
    </div>
  )
}
