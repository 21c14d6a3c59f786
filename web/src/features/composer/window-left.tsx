import type { Conversation } from '@fairlead/sdk'
import { Text, Tooltip } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { durationText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'

const shownBelowMs = 6 * 3_600_000

type Props = Readonly<{ conversation: Conversation; now: number }>

/** How long free replies are still allowed, once it is worth knowing. */
export function WindowLeft({ conversation: { windowEndsAt, channelType }, now }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const locale = useLocale()
  const leftMs = windowEndsAt === null ? Number.POSITIVE_INFINITY : Date.parse(windowEndsAt) - now
  if (leftMs <= 0 || leftMs >= shownBelowMs) return null

  return (
    <Tooltip
      label={t('composer.windowLeftHint', { channel: t(`common:channelTypes.${channelType}`) })}
      multiline
      w={300}
    >
      <Text size="xs" c="dimmed">
        <IconHourglass size={13} style={{ verticalAlign: -2 }} aria-hidden />{' '}
        {t('composer.windowLeft', { duration: durationText(leftMs, locale) })}
      </Text>
    </Tooltip>
  )
}
