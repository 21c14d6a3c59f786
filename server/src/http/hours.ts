import { listHolidayCountries, listHolidays } from '@fairlead/sdk'
import { holidaysOf, listCountries } from '../hours/holidays.ts'
import { type Api, serve } from './endpoint.ts'

export function serveHours(api: Api): void {
  serve(api, listHolidayCountries, async () => ({
    data: listCountries().map(({ regions, ...country }) => ({ ...country, regions: [...regions] })),
  }))

  serve(api, listHolidays, async ({ query: { country, region, year } }) => ({
    data: [...holidaysOf({ country, region: region ?? null }, year)],
  }))
}
