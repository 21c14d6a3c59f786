import type { Conversation } from '@fairlead/sdk'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Something that was written there did not arrive: whoever wrote it thinks that it did. */
export function UndeliveredMark({ undelivered }: Pick<Conversation, 'undelivered'>) {
  const { t } = useTranslation('inbox')
  const state = undelivered.at(-1)?.state
  if (state === undefined) return null
  const label = t(`list.undelivered.${state}`)
  return (
    <span role="img" aria-label={label} title={label} style={{ flex: 'none', display: 'flex' }}>
      <IconAlertTriangle size={16} color="var(--mantine-color-error)" aria-hidden />
    </span>
  )
}
