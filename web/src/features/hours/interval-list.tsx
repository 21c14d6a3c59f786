import type { Interval } from '@fairlead/sdk'
import { ActionIcon, Checkbox, Input, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './hours.module.css'
import { mayBeNextDay, shownEnd, withEnd, withNextDay } from './wall-time.ts'
import { withAnother } from './week.ts'

type Props = Readonly<{
  /** The day or date they belong to, for who cannot see it. */
  name: string
  value: readonly Interval[]
  onChange: (intervals: Interval[]) => void
  wrongWith: (path: string) => ReactNode
}>

/** The times of one day, one a line. */
export function IntervalList({ name, value, onChange, wrongWith }: Props) {
  const { t } = useTranslation('hours')

  return (
    <>
      {value.map((interval, index) => (
        <IntervalFields
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and keep their order.
          key={index}
          name={name}
          interval={interval}
          onChange={(changed) => onChange(value.with(index, changed))}
          onRemove={() => onChange(value.toSpliced(index, 1))}
          error={wrongWith(`.${index}`) ?? wrongWith(`.${index}.from`) ?? wrongWith(`.${index}.to`)}
          after={
            index === value.length - 1 && (
              <Tooltip label={t('add')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('addOn', { day: name })}
                  onClick={() => onChange(withAnother(value))}
                >
                  <IconPlus size={17} stroke={1.6} />
                </ActionIcon>
              </Tooltip>
            )
          }
        />
      ))}
    </>
  )
}

type FieldsProps = Readonly<{
  name: string
  interval: Interval
  onChange: (interval: Interval) => void
  onRemove: () => void
  error: ReactNode
  after: ReactNode
}>

function IntervalFields({ name, interval, onChange, onRemove, error, after }: FieldsProps) {
  const { t } = useTranslation('hours')
  const isWrong = error !== undefined

  return (
    <div>
      <div className={classes.interval}>
        <TextInput
          type="time"
          className={classes.time}
          aria-label={t('from', { day: name })}
          value={interval.from}
          onChange={(event) => onChange({ ...interval, from: event.currentTarget.value })}
          error={isWrong}
        />
        <span aria-hidden>{t('until')}</span>
        <TextInput
          type="time"
          className={classes.time}
          aria-label={t('to', { day: name })}
          value={shownEnd(interval.to)}
          onChange={(event) => onChange(withEnd(interval, event.currentTarget.value))}
          error={isWrong}
        />
        <Tooltip label={t('remove', { from: interval.from, to: interval.to })}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('remove', { from: interval.from, to: interval.to })}
            onClick={onRemove}
          >
            <IconX size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        {after}
        {mayBeNextDay(interval) && (
          <Checkbox
            size="xs"
            label={t('nextDay')}
            aria-label={t('nextDayOf', { day: name })}
            checked={interval.isNextDay}
            onChange={(event) => onChange(withNextDay(interval, event.currentTarget.checked))}
          />
        )}
        {interval.to === '24:00' && (
          <Text fz={13} c="dimmed">
            {t('midnight')}
          </Text>
        )}
      </div>
      {isWrong && (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  )
}
