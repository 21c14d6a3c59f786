import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, listHolidayCountries, listHolidays } from '@fairlead/sdk'
import type { Caller } from './endpoint.ts'
import { serveHours } from './hours.ts'
import { serveForTest } from './testing.ts'

const as = serveForTest(serveHours)
const ana: Caller = {
  workspaceId: crypto.randomUUID(),
  memberId: crypto.randomUUID(),
  name: 'Ana Agent',
  role: 'agent',
  via: 'session',
  personId: crypto.randomUUID(),
}

test('lists countries with their regions, and the holidays of each', async () => {
  const { data } = await as(ana).call(listHolidayCountries, {})
  const germany = data.find(({ code }) => code === 'DE')
  assert.ok(data.length > 100)
  assert.ok(germany?.regions.some(({ code }) => code === 'BY'))

  const names = async (query: { country: string; region?: string; year: number }) =>
    (await as(ana).call(listHolidays, { query })).data.map(({ date }) => date)
  const all = await names({ country: 'DE', year: 2026 })
  assert.ok(all.includes('2026-01-01') && all.includes('2026-10-03'))
  assert.ok(!all.includes('2026-01-06'))
  assert.ok((await names({ country: 'DE', region: 'BY', year: 2026 })).includes('2026-01-06'))
})

test('refuses what is no country, region or year, and says where', async () => {
  for (const [query, path] of [
    [{ country: 'XX', year: 2026 }, 'country'],
    [{ country: 'Germany', year: 2026 }, 'country'],
    [{ country: 'DE', region: 'ZZ', year: 2026 }, 'region'],
    [{ country: 'DE', year: 999_999 }, 'year'],
    [{ country: 'DE', year: 2026.5 }, 'year'],
  ] as const) {
    await assert.rejects(as(ana).call(listHolidays, { query }), (error) => {
      assert.ok(error instanceof ApiError)
      assert.equal(error.code, 'invalid_request')
      assert.equal(error.problem.errors?.[0]?.path, path)
      return true
    })
  }
})
