import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import classes from './bar.module.css'

type Props = Readonly<{ name: string; onRename(name: string): void }>

/** Changed where it stands; an empty one is not taken. */
export function NameField({ name, onRename }: Props) {
  const { t } = useTranslation('builder')
  const [typed, setTyped] = useState(name)
  useEffect(() => setTyped(name), [name])

  function leave() {
    const next = typed.trim()
    if (next === '') setTyped(name)
    else if (next !== name) onRename(next)
  }

  return (
    <TextInput
      className={classes.name}
      variant="unstyled"
      aria-label={t('bar.name')}
      value={typed}
      maxLength={120}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
        if (event.key === 'Escape') setTyped(name)
      }}
    />
  )
}
