import { type Hours, type Weekday, weekdays } from '@fairlead/sdk'
import { Input, Stack, Switch } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { checkHours, isUnfinished } from './check-hours.ts'
import { DayRow } from './day-row.tsx'
import { ExceptionsEditor } from './exceptions-editor.tsx'
import { HolidaysEditor } from './holidays-editor.tsx'
import classes from './hours.module.css'
import { mistakeText } from './mistake-text.ts'
import { TimeZoneSelect } from './time-zone-select.tsx'
import { copyDay, firstWeek, isAlwaysOpen, wholeWeek } from './week.ts'

type Props = Readonly<{
  value: Hours
  onChange: (hours: Hours) => void
  /** What the server said of a path within the hours, such as `week.monday.0`. */
  errorOf?: (path: string) => ReactNode
}>

/** When somebody is there: a week, dates that differ, holidays. Whatever is wrong is said while it is typed. */
export function HoursEditor({ value, onChange, errorOf }: Props) {
  const { t } = useTranslation('hours')
  const [weekBefore, setWeekBefore] = useState(firstWeek)
  const mistakes = new Map(checkHours(value).map((mistake) => [mistake.path, mistake]))
  const isAlways = isAlwaysOpen(value.week)

  // What is not filled in yet is a mistake only once somebody tried to save it.
  function wrongWith(path: string): ReactNode {
    const mistake = mistakes.get(path)
    const refused = errorOf?.(path)
    return mistake && (refused || !isUnfinished(mistake)) ? mistakeText(mistake, t) : refused
  }

  function setAlways(isOn: boolean) {
    if (isOn) setWeekBefore(value.week)
    onChange({ ...value, week: isOn ? wholeWeek : weekBefore })
  }

  function setDay(weekday: Weekday, intervals: Hours['week'][Weekday]) {
    onChange({ ...value, week: { ...value.week, [weekday]: intervals } })
  }

  return (
    <Stack gap="md">
      <TimeZoneSelect
        value={value.timeZone}
        onChange={(timeZone) => onChange({ ...value, timeZone })}
        error={wrongWith('timeZone')}
      />
      <Switch
        label={t('always')}
        description={t('alwaysHint')}
        checked={isAlways}
        onChange={(event) => setAlways(event.currentTarget.checked)}
      />
      {!isAlways && (
        <div>
          <ul className={classes.week} aria-label={t('week')}>
            {weekdays.map((weekday) => (
              <DayRow
                key={weekday}
                name={t(`weekdays.${weekday}`)}
                weekday={weekday}
                intervals={value.week[weekday]}
                onChange={(intervals) => setDay(weekday, intervals)}
                onCopy={(days) => onChange({ ...value, week: copyDay(value.week, weekday, days) })}
                wrongWith={(path) => wrongWith(`week.${weekday}${path}`)}
              />
            ))}
          </ul>
          {wrongWith('week') !== undefined && (
            <Input.Error mt={6} role="alert">
              {wrongWith('week')}
            </Input.Error>
          )}
        </div>
      )}
      <ExceptionsEditor
        value={value.exceptions}
        timeZone={value.timeZone}
        onChange={(exceptions) => onChange({ ...value, exceptions })}
        wrongWith={wrongWith}
      />
      <HolidaysEditor
        hours={value}
        onChange={onChange}
        countryError={wrongWith('holidays.country') ?? wrongWith('holidays')}
        regionError={wrongWith('holidays.region')}
      />
    </Stack>
  )
}
