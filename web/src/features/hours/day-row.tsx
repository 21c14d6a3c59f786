import { type Interval, type Weekday, weekdays } from '@fairlead/sdk'
import { ActionIcon, Input, Menu, Switch, Text, Tooltip } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './hours.module.css'
import { IntervalList } from './interval-list.tsx'
import { withAnother } from './week.ts'

type Props = Readonly<{
  name: string
  weekday: Weekday
  intervals: readonly Interval[]
  onChange: (intervals: Interval[]) => void
  onCopy: (days: readonly Weekday[]) => void
  /** What is wrong at a path within the day: `.0`, or the day itself. */
  wrongWith: (path: string) => ReactNode
}>

export function DayRow({ name, weekday, intervals, onChange, onCopy, wrongWith }: Props) {
  const { t } = useTranslation('hours')
  // A day closed by mistake opens again with the times it had.
  const [before, setBefore] = useState<readonly Interval[]>([])
  const isOpen = intervals.length > 0

  function setOpen(shouldOpen: boolean) {
    if (!shouldOpen) setBefore(intervals)
    onChange(shouldOpen ? (before.length > 0 ? [...before] : withAnother([])) : [])
  }

  return (
    <li className={classes.day}>
      <Switch
        className={classes.dayName}
        label={name}
        aria-label={t('isOpen', { day: name })}
        checked={isOpen}
        onChange={(event) => setOpen(event.currentTarget.checked)}
      />
      <div className={classes.times}>
        {isOpen ? (
          <IntervalList name={name} value={intervals} onChange={onChange} wrongWith={wrongWith} />
        ) : (
          <Text c="dimmed" className={classes.closed}>
            {t('closed')}
          </Text>
        )}
        {wrongWith('') !== undefined && <Input.Error role="alert">{wrongWith('')}</Input.Error>}
      </div>
      <CopyMenu name={name} weekday={weekday} onCopy={onCopy} />
    </li>
  )
}

function CopyMenu({ name, weekday, onCopy }: Pick<Props, 'name' | 'weekday' | 'onCopy'>) {
  const { t } = useTranslation('hours')
  const others = weekdays.filter((each) => each !== weekday)
  const workdays = others.filter((each) => each !== 'saturday' && each !== 'sunday')

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('copy')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('copyOf', { day: name })}>
            <IconCopy size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('copyTo')}</Menu.Label>
        <Menu.Item onClick={() => onCopy(others)}>{t('copyAll')}</Menu.Item>
        <Menu.Item onClick={() => onCopy(workdays)}>{t('copyWorkdays')}</Menu.Item>
        <Menu.Divider />
        {others.map((other) => (
          <Menu.Item key={other} onClick={() => onCopy([other])}>
            {t(`weekdays.${other}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
