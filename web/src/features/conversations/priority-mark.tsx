import type { Priority } from '@fairlead/sdk'
import { IconAlertTriangle, IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'

const marks = {
  urgent: { icon: IconAlertTriangle, color: 'var(--mantine-color-error)' },
  high: { icon: IconArrowUp, color: 'var(--mantine-color-orange-text)' },
  normal: null,
  low: { icon: IconArrowDown, color: 'var(--mantine-color-dimmed)' },
} as const

/** A mark for what is not of the usual priority. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const { t } = useTranslation('inbox')
  const mark = marks[priority]
  if (mark === null) return null
  return <mark.icon size={14} stroke={2} color={mark.color} role="img" aria-label={t(`priority.${priority}`)} />
}
