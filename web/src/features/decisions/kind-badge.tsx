import { Badge } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconClock,
  IconHandStop,
  IconHourglass,
  IconPlugConnectedX,
  IconUserHeart,
} from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Kind } from './explanation.ts'

export const kindLooks = {
  assigned: { icon: IconCheck, color: 'teal' },
  queued: { icon: IconHourglass, color: 'gray' },
  held: { icon: IconUserHeart, color: 'harbour' },
  overflowed: { icon: IconArrowForwardUp, color: 'harbour' },
  unassigned: { icon: IconArrowBackUp, color: 'orange' },
  declined: { icon: IconHandStop, color: 'orange' },
  no_answer: { icon: IconClock, color: 'orange' },
  offline: { icon: IconPlugConnectedX, color: 'orange' },
} as const satisfies Record<Kind, unknown>

/** What a decision came down to. */
export function KindBadge({ kind }: { kind: Kind }) {
  const { t } = useTranslation('assignment')
  const { icon: Icon, color } = kindLooks[kind]
  return (
    <Badge
      variant="light"
      color={color}
      size="sm"
      leftSection={<Icon size={12} aria-hidden />}
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
    >
      {t(`kind.${kind}`)}
    </Badge>
  )
}
