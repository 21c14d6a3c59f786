import type { Conversation } from '@fairlead/sdk'
import { VisuallyHidden } from '@mantine/core'
import { IconAlarm, IconHourglassLow, IconMessageExclamation } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { durationText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './conversation-row.module.css'
import { urgencyOf } from './countdown.ts'
import { useCountdown } from './use-countdown.ts'

const icons = { deadline: IconAlarm, promise: IconMessageExclamation, window: IconHourglassLow }

/** What runs out soonest, only while it matters: by its icon, its word, and its colour. */
export function RowUrgency({ conversation, now }: { conversation: Conversation; now: number }) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const countdown = useCountdown(conversation)
  const urgency = urgencyOf(conversation, countdown, now)
  if (urgency === null) return null

  const { kind, state, ms } = urgency
  const Icon = icons[kind]
  const duration = durationText(ms, locale)
  const text =
    kind === 'window'
      ? t('countdown.window.near', { duration })
      : t(`countdown.${kind}.${state}`, { duration, told: countdown?.promise?.told ?? '' })

  return (
    <span className={classes.urgency} data-state={state} title={text}>
      <Icon size={13} aria-hidden />
      <VisuallyHidden>{text}</VisuallyHidden>
      <span aria-hidden>
        {state === 'over' ? t('countdown.late', { duration }) : t('countdown.left', { duration })}
      </span>
    </span>
  )
}
