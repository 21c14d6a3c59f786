import { Button, Group, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import classes from '../forms.module.css'

type Props = Readonly<{
  label: string
  placeholder?: string
  maxLength?: number
  isFull?: boolean
  error?: ReactNode
  /** What the name becomes; an empty one is not taken. */
  clean?: (typed: string) => string
  onAdd(name: string): void
}>

/** Adds something that needs a name first: typed, and Enter. */
export function AddByName({ label, placeholder, maxLength = 80, isFull = false, error, clean, onAdd }: Props) {
  const { t } = useTranslation('steps')
  const [typed, setTyped] = useState('')
  const name = (clean?.(typed) ?? typed).trim()

  function add() {
    if (name === '' || isFull) return
    onAdd(name)
    setTyped('')
  }

  return (
    <Group gap={6} wrap="nowrap" align="start">
      <TextInput
        className={classes.grow}
        aria-label={label}
        placeholder={placeholder ?? label}
        maxLength={maxLength}
        disabled={isFull}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          add()
        }}
      />
      <Button
        variant="default"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={add}
        disabled={isFull}
        aria-label={`${t('rows.add')}: ${label}`}
      >
        {t('rows.add')}
      </Button>
    </Group>
  )
}
