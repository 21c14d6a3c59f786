import { Badge } from '@mantine/core'
import { IconBellRinging } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Everybody who could take it was asked, and nobody answered: somebody has to look. */
export function EscalatedMark() {
  const { t } = useTranslation('assignment')
  return (
    <Badge
      size="xs"
      color="red"
      variant="light"
      leftSection={<IconBellRinging size={10} aria-hidden />}
      title={t('waiting.escalatedHint')}
      style={{ flex: 'none' }}
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
    >
      {t('waiting.escalated')}
    </Badge>
  )
}
