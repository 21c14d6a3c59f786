import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { medium } from '../../ui/form/widths.ts'
import { timeZones } from './time-zones.ts'

type Props = Readonly<{ value: string; onChange: (timeZone: string) => void; error?: ReactNode }>

export function TimeZoneSelect({ value, onChange, error }: Props) {
  const { t } = useTranslation('hours')
  const known = knownTimeZones()
  const zones = known.some((zone) => zone.value === value) || value === '' ? known : [optionOf(value), ...known]

  return (
    <Select
      label={t('timeZone')}
      searchable
      limit={60}
      nothingFoundMessage={t('timeZoneNothing')}
      {...medium}
      data={zones}
      value={value}
      onChange={(zone) => zone !== null && onChange(zone)}
      allowDeselect={false}
      error={error}
    />
  )
}

type Option = Readonly<{ value: string; label: string }>
let options: readonly Option[] | undefined

// Some 400 of them, each with its offset: made once.
function knownTimeZones(): readonly Option[] {
  options ??= timeZones().map(optionOf)
  return options
}

function optionOf(zone: string): Option {
  const name = zone.replaceAll('_', ' ')
  return { value: zone, label: zone === 'UTC' ? name : `${name} (${offsetOf(zone)})` }
}

function offsetOf(timeZone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(new Date())
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  } catch {
    return '?'
  }
}
