import { type Hours, type Weekday, weekdays } from '@fairlead/sdk'
import { Button, Group, Input, Select, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './hours.module.css'
import { countryName } from './hours-text.ts'
import { countriesQuery, holidaysQuery } from './queries.ts'
import { todayIn } from './today-in.ts'
import { withAnother } from './week.ts'

type Props = Readonly<{
  hours: Hours
  onChange: (hours: Hours) => void
  countryError: ReactNode
  regionError: ReactNode
}>

/** Closed on the public holidays of a country, and the next of them to see. */
export function HolidaysEditor({ hours, onChange, countryError, regionError }: Props) {
  const { t, i18n } = useTranslation('hours')
  const { holidays } = hours
  const countries = useQuery({ ...countriesQuery, enabled: holidays !== null })
  const options = (countries.data?.data ?? [])
    .map(({ code }) => ({ value: code, label: countryName(code, i18n.language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.language))
  const regions = countries.data?.data.find(({ code }) => code === holidays?.country)?.regions ?? []

  return (
    <Stack gap="sm">
      <Switch
        label={t('holidays')}
        description={t('holidaysHint')}
        checked={holidays !== null}
        onChange={(event) =>
          onChange({ ...hours, holidays: event.currentTarget.checked ? { country: '', region: null } : null })
        }
      />
      {holidays && (
        <div className={classes.revealed}>
          <Group gap="sm" align="flex-start">
            <Select
              className={classes.place}
              label={t('country')}
              searchable
              disabled={countries.isPending}
              nothingFoundMessage={t('countryNothing')}
              data={options}
              value={holidays.country === '' ? null : holidays.country}
              onChange={(country) => country && onChange({ ...hours, holidays: { country, region: null } })}
              allowDeselect={false}
              error={countries.error ? describeError(countries.error) : countryError}
            />
            {regions.length > 0 && (
              <Select
                className={classes.place}
                label={t('region')}
                searchable
                data={[
                  { value: '', label: t('wholeCountry') },
                  ...regions.map(({ code, name }) => ({ value: code, label: name })),
                ]}
                value={holidays.region ?? ''}
                onChange={(region) => onChange({ ...hours, holidays: { ...holidays, region: region || null } })}
                allowDeselect={false}
                error={regionError}
              />
            )}
          </Group>
          {holidays.country !== '' && <NextHolidays hours={hours} holidays={holidays} onChange={onChange} />}
        </div>
      )}
    </Stack>
  )
}

type NextProps = Readonly<{
  hours: Hours
  holidays: NonNullable<Hours['holidays']>
  onChange: (hours: Hours) => void
}>

function NextHolidays({ hours, holidays, onChange }: NextProps) {
  const { t, i18n } = useTranslation('hours')
  const today = todayIn(hours.timeZone)
  const year = Number(today.slice(0, 4))
  const years = [year, year + 1]
  const answers = useQueries({
    queries: years.map((year) => holidaysQuery(holidays.country, holidays.region, year)),
  })
  const failed = answers.find(({ error }) => error)
  const next = answers.flatMap(({ data }) => data?.data ?? []).filter(({ date }) => date >= today)
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeZone: 'UTC' })

  function openOn(date: string, name: string) {
    const weekday = weekdayOf(date)
    const usual = hours.week[weekday]
    const intervals = usual.length > 0 ? [...usual] : withAnother([])
    onChange({ ...hours, exceptions: [...hours.exceptions, { date, name: name.slice(0, 80), intervals }] })
  }

  if (failed?.error) return <Input.Error>{describeError(failed.error)}</Input.Error>
  if (answers.some(({ isPending }) => isPending)) return <Skeleton height={90} mt="sm" />

  return (
    <div>
      <Text fw={500} fz={13} mt="sm">
        {t('nextHolidays')}
      </Text>
      {next.length === 0 && <Text c="dimmed">{t('noHolidays')}</Text>}
      <ul className={classes.holidays}>
        {next.slice(0, 5).map(({ date, name }) => (
          <li key={`${date} ${name}`} className={classes.holiday}>
            <span>
              {name} <Text span c="dimmed" fz={13}>{`· ${format.format(new Date(date))}`}</Text>
            </span>
            {hours.exceptions.some((exception) => exception.date === date) ? (
              <Text fz={13} c="dimmed">
                {t('isException')}
              </Text>
            ) : (
              <Button variant="subtle" size="compact-xs" onClick={() => openOn(date, name)}>
                {t('openAnyway')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function weekdayOf(date: string): Weekday {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekdays[(day + 6) % 7] ?? 'monday'
}
