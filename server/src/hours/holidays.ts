import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import { type Issue, invalidRequest } from '../errors.ts'

export type HolidayPlace = Readonly<{ country: string; region: string | null }>
export type Holiday = Readonly<{ date: string; name: string }>
export type HolidayCountry = Readonly<{
  code: string
  name: string
  regions: readonly Readonly<{ code: string; name: string }>[]
}>

const hourMs = 3_600_000
const yearsKept = 1000

// Twelve megabytes, and a tenth of a second of the start: loaded when somebody first asks for a holiday.
const require = createRequire(import.meta.url)
const load = (): typeof Holidays => require('date-holidays')
let everything: Holidays | undefined
const catalogue = () => (everything ??= new (load())())

const years = new Map<string, readonly Holiday[]>()
let countries: readonly HolidayCountry[] | undefined

/** Every country whose holidays are known, with its regions and their parts: `BY`, and `BY-A` for Augsburg in it. */
export function listCountries(): readonly HolidayCountry[] {
  countries ??= Object.entries(catalogue().getCountries('en'))
    .map(([code, name]) => ({ code, name, regions: regionsOf(code) }))
    .toSorted(byName)
  return countries
}

/** What is wrong with a place whose holidays are asked for; null when they are known. */
export function holidayMistake({ country, region }: HolidayPlace): Issue | null {
  const known = listCountries().find(({ code }) => code === country)

  if (!known) {
    return {
      path: 'country',
      message: `No holidays are known of “${country}”. Take a code such as DE from the list of countries.`,
    }
  } else if (region !== null && !known.regions.some(({ code }) => code === region)) {
    return {
      path: 'region',
      message: `${known.name} has no region “${region}”. Take one from the list, or null for the whole country.`,
    }
  } else {
    return null
  }
}

/** The public holidays of a year, one for each date, with their names in the language of the country. */
export function holidaysOf(place: HolidayPlace, year: number): readonly Holiday[] {
  const mistake = holidayMistake(place)
  if (mistake) throw invalidRequest([mistake])

  const key = `${place.country} ${place.region ?? ''} ${year}`
  const known = years.get(key)
  if (known) return known

  const holidays = findHolidays(place, year)
  if (years.size >= yearsKept) years.clear()
  years.set(key, holidays)
  return holidays
}

function regionsOf(country: string): HolidayCountry['regions'] {
  return entriesOf(catalogue().getStates(country, 'en'))
    .toSorted(([, a], [, b]) => a.localeCompare(b, 'en'))
    .flatMap(([code, name]) => [
      { code, name },
      ...entriesOf(catalogue().getRegions(country, code, 'en'))
        .map(([part, partName]) => ({ code: `${code}-${part}`, name: `${name}: ${partName}` }))
        .toSorted(byName),
    ])
}

// Countries without regions come back as undefined, whatever the types say.
function entriesOf(names: Record<string, string> | undefined): [string, string][] {
  return Object.entries(names ?? {})
}

function byName(a: Readonly<{ name: string }>, b: Readonly<{ name: string }>): number {
  return a.name.localeCompare(b.name, 'en')
}

function findHolidays({ country, region }: HolidayPlace, year: number): Holiday[] {
  const [state = '', part = ''] = region?.split('-') ?? []
  const source = new (load())(country, state, part, { types: ['public'] })
  const byDate = new Map<string, Holiday>()

  // Those that begin in December may go on into January.
  for (const { date, start, end, name } of [...source.getHolidays(year - 1), ...source.getHolidays(year)]) {
    const first = Temporal.PlainDate.from(date.slice(0, 10))

    for (let days = 0; days < wholeDays(start, end); days += 1) {
      const day = first.add({ days })
      const on = day.toString()
      if (day.year === year && !byDate.has(on)) byDate.set(on, { date: on, name })
    }
  }
  return [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

// Half holidays, such as the afternoon before New Year in Iceland, do not close the day. A day with a clock change has 23
// or 25 hours.
function wholeDays(start: Date, end: Date): number {
  return Math.floor(((end.getTime() - start.getTime()) / hourMs + 1) / 24)
}
