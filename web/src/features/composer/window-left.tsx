import type { Conversation } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { comingTime, durationText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'

const shownBelowMs = 6 * 3_600_000

type Props = Readonly<{ conversation: Conversation; humanUntil: string | null; now: number }>

/** How long replies are still allowed, once it is worth knowing. */
export function WindowLeft({ conversation: { windowEndsAt, channelType }, humanUntil, now }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const locale = useLocale()
  const channel = t(`common:channelTypes.${channelType}`)

  if (humanUntil !== null) {
    return (
      <Hint
        text={t('composer.humanUntil', { time: comingTime(humanUntil, now, locale) })}
        hint={t('composer.humanUntilHint', { channel })}
      />
    )
  }
  const leftMs = windowEndsAt === null ? Number.POSITIVE_INFINITY : Date.parse(windowEndsAt) - now
  if (leftMs <= 0 || leftMs >= shownBelowMs) return null
  return (
    <Hint
      text={t('composer.windowLeft', { duration: durationText(leftMs, locale) })}
      hint={t('composer.windowLeftHint', { channel })}
    />
  )
}

function Hint({ text, hint }: { text: string; hint: string }) {
  return (
    <Tooltip label={hint} multiline w={300}>
      <Text size="xs" c="dimmed">
        <IconHourglass size={13} style={{ verticalAlign: -2 }} aria-hidden /> {text}
      </Text>
    </Tooltip>
  )
}
