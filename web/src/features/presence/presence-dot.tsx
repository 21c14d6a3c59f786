import type { Presence } from '@fairlead/sdk'
import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './presence-dot.module.css'

/** Presence as a mark: its shape says as much as its colour, and its word is read aloud. */
export function PresenceDot({ presence }: { presence: Presence }) {
  const { t } = useTranslation()
  return (
    <span className={classes.dot} data-presence={presence} title={t(`presence.${presence}`)}>
      <VisuallyHidden>{t(`presence.${presence}`)}</VisuallyHidden>
    </span>
  )
}
