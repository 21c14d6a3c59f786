import { listHolidayCountries, listHolidays } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const countriesQuery = queryOptions({
  queryKey: ['holiday-countries'],
  queryFn: ({ signal }) => client.call(listHolidayCountries, { signal }),
})

export function holidaysQuery(country: string, region: string | null, year: number) {
  const query = { country, year, ...(region === null ? {} : { region }) }
  return queryOptions({
    queryKey: ['holidays', query],
    queryFn: ({ signal }) => client.call(listHolidays, { query, signal }),
    enabled: country !== '',
  })
}
