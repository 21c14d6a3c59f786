import { UnstyledButton } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { dayText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useNow } from '../inbox/use-now.ts'
import classes from './thread.module.css'

type Props = Readonly<{ at: string; itemKey: string; onJumpToDay(day: string): void }>

/** Where a day begins. Whoever presses it chooses another one to go to. */
export function DayLine({ at, itemKey, onJumpToDay }: Props) {
  const { t } = useTranslation('thread')
  const locale = useLocale()
  const now = useNow(60_000)
  const input = useRef<HTMLInputElement>(null)

  return (
    <div className={classes.day} data-key={itemKey}>
      <UnstyledButton
        className={classes.dayButton}
        onClick={() => input.current?.showPicker()}
        title={t('jump.label')}
        aria-description={t('jump.label')}
      >
        <time dateTime={at}>{dayText(at, now, locale)}</time>
      </UnstyledButton>
      <input
        ref={input}
        type="date"
        className={classes.dayInput}
        tabIndex={-1}
        aria-hidden
        onChange={({ currentTarget: { value } }) => {
          if (value !== '') onJumpToDay(value)
        }}
      />
    </div>
  )
}
