import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { holidaysOf, listCountries } from './holidays.ts'

test('lists countries by name, with their regions and the parts of those', () => {
  const countries = listCountries()
  const germany = countries.find(({ code }) => code === 'DE')!

  assert.equal(germany.name, 'Germany')
  assert.ok(germany.regions.some(({ code, name }) => code === 'BY' && name === 'Bayern'))
  assert.ok(germany.regions.some(({ code, name }) => code === 'BY-A' && name.startsWith('Bayern: ')))
  assert.deepEqual(countries.find(({ code }) => code === 'TR')?.regions, [])
  assert.deepEqual(
    countries.map(({ name }) => name),
    countries.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en')),
  )
})

test('gives each date of a year once, in order', () => {
  const holidays = holidaysOf({ country: 'DE', region: null }, 2030)

  assert.deepEqual(holidays[0], { date: '2030-01-01', name: 'Neujahr' })
  assert.deepEqual(holidays.at(-1), { date: '2030-12-26', name: '2. Weihnachtstag' })
  assert.equal(holidays.length, 9)
})

test('knows the holidays of a region, and of a part of it', () => {
  assert.equal(nameOn('2030-08-15', 'DE', 'BY-KATH'), 'Mariä Himmelfahrt')
  assert.equal(nameOn('2030-08-08', 'DE', 'BY-A'), 'Augsburger Friedensfest')
  assert.equal(nameOn('2030-08-08', 'DE', 'BY'), undefined)
  assert.equal(nameOn('2030-08-08', 'DE', null), undefined)
})

test('gives every whole day of a holiday that lasts for several', () => {
  const feast = holidaysOf({ country: 'TR', region: null }, 2026).filter(({ name }) => name === 'Kurban Bayramı')

  assert.deepEqual(
    feast.map(({ date }) => date),
    ['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30'],
  )
})

test('gives the days that stand in for a holiday at the weekend', () => {
  assert.match(nameOn('2027-12-27', 'GB', null) ?? '', /Christmas Day/)
  assert.match(nameOn('2027-12-28', 'GB', null) ?? '', /Boxing Day/)
})

test('leaves out half holidays', () => {
  assert.equal(nameOn('2026-12-24', 'IS', null), undefined)
  assert.equal(nameOn('2026-12-25', 'IS', null), 'Jóladagur')
})

test('keeps a day of 25 hours', () => {
  assert.notEqual(nameOn('2025-10-26', 'AT', null), undefined)
})

test('has an answer for every place it lists', () => {
  for (const { code: country, regions } of listCountries()) {
    for (const region of [null, ...regions.map(({ code }) => code)]) {
      for (const { date, name } of holidaysOf({ country, region }, 2030)) {
        assert.match(date, /^2030-\d\d-\d\d$/)
        assert.ok(name)
      }
    }
  }
})

test('works a year out once', () => {
  assert.equal(holidaysOf({ country: 'FR', region: null }, 2031), holidaysOf({ country: 'FR', region: null }, 2031))
})

test('refuses a country or a region that it does not know', () => {
  const places = [
    [{ country: 'XX', region: null }, 'country', /“XX”/],
    [{ country: 'de', region: null }, 'country', /“de”/],
    [{ country: '__proto__', region: null }, 'country', /“__proto__”/],
    [{ country: 'DE', region: 'TX' }, 'region', /Germany has no region “TX”/],
    [{ country: 'DE', region: 'BY-' }, 'region', /“BY-”/],
    [{ country: 'TR', region: '' }, 'region', /“”/],
  ] as const

  for (const [place, path, message] of places) {
    assert.throws(
      () => holidaysOf(place, 2030),
      (error) => {
        assert.ok(error instanceof AppError)
        assert.equal(error.code, 'invalid_request')
        assert.match(error.message, message)
        assert.deepEqual(error.data.errors, [{ path, message: error.message.slice(`${path}: `.length) }])
        return true
      },
    )
  }
})

function nameOn(date: string, country: string, region: string | null): string | undefined {
  return holidaysOf({ country, region }, Number(date.slice(0, 4))).find((each) => each.date === date)?.name
}
