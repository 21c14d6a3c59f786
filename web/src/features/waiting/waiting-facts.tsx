import type { QueueEntry } from '@fairlead/sdk'
import { Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconMessage } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toldText } from '../decisions/told-text.ts'
import { dateTime, durationText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import classes from './waiting.module.css'
import { deadlineOf, isBroken, waitClock } from './waiting-rows.ts'

const hourMs = 3_600_000

/** How long it has been, as it grows. */
export function WaitClock({ since }: { since: string }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const now = useNow(1000)
  const ms = now - Date.parse(since)
  const time = t('waiting.since', { time: dateTime(since, locale) })

  return (
    <time className={classes.clock} dateTime={since} title={time}>
      <VisuallyHidden>{time}</VisuallyHidden>
      <span aria-hidden>{ms < hourMs ? waitClock(ms) : longWait(ms, locale)}</span>
    </time>
  )
}

function longWait(ms: number, locale: string): string {
  const whole = durationText(ms, locale)
  const minutes = Math.floor((ms % hourMs) / 60_000)
  return ms < 24 * hourMs && minutes > 0 ? `${whole} ${durationText(minutes * 60_000, locale)}` : whole
}

export function DeadlineText({ deadlineAt, nearMs }: { deadlineAt: string | null; nearMs: number }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const now = useNow()
  const deadline = deadlineOf(deadlineAt, now, nearMs)
  if (deadline === null) return null

  const duration = durationText(Math.abs(deadline.leftMs), locale)
  return (
    <span className={classes.deadline} data-state={deadline.state}>
      {deadline.state !== 'far' && <IconAlertTriangle size={13} aria-hidden />}
      {t(deadline.state === 'over' ? 'waiting.deadlineOver' : 'waiting.deadlineIn', { duration })}
    </span>
  )
}

/** What the customer was told of the wait last, marked when it did not come true. */
export function Told({ promise, now }: { promise: QueueEntry['promise']; now: number }) {
  const { t } = useTranslation('assignment')
  if (promise === null) return null
  const isOver = isBroken(promise, now)

  return (
    <Text size="xs" className={classes.told} data-broken={isOver || undefined}>
      <IconMessage size={13} aria-hidden />{' '}
      {t(isOver ? 'waiting.toldOver' : 'waiting.told', { told: toldText(promise.told, t) })}
    </Text>
  )
}
