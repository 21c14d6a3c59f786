import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as 09:00')
const date = z.iso.date()

/** From a time of day to another. Past midnight only where `isNextDay` says so. */
export const interval = z.object({
  from: time,
  to: z.union([time, z.literal('24:00')]),
  isNextDay: z.boolean().default(false),
})

const intervals = z.array(interval).max(10)

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export const hours = z
  .object({
    /** A name of the IANA database, such as `Europe/Berlin`. */
    timeZone: z.string().min(1).max(60),
    week: z.object({
      monday: intervals,
      tuesday: intervals,
      wednesday: intervals,
      thursday: intervals,
      friday: intervals,
      saturday: intervals,
      sunday: intervals,
    }),
    /** What holds on one date instead; no intervals: closed. */
    exceptions: z
      .array(z.object({ date, intervals, name: z.string().trim().max(80).default('') }))
      .max(400)
      .default([]),
    /** Closed on the public holidays of a country, where no exception says otherwise. */
    holidays: z
      .object({ country: z.string().min(2).max(2), region: z.string().max(10).nullable().default(null) })
      .nullable()
      .default(null),
  })
  .meta({ id: 'Hours' })

export type Hours = z.infer<typeof hours>
export type Interval = z.infer<typeof interval>
export type Weekday = (typeof weekdays)[number]

const named = z.object({ code: z.string(), name: z.string() })

export const listHolidayCountries = endpoint({
  method: 'get',
  path: '/holidays/countries',
  tag: 'Hours',
  access: 'agent',
  summary: 'The countries and regions whose public holidays are known.',
  response: z.object({ data: z.array(named.extend({ regions: z.array(named) })) }),
})

export const listHolidays = endpoint({
  method: 'get',
  path: '/holidays',
  tag: 'Hours',
  access: 'agent',
  summary: 'The public holidays of a country in a year.',
  query: z.object({
    country: z.string().min(2).max(2),
    region: z.string().max(10).optional(),
    year: z.coerce.number().int().min(1970).max(2100),
  }),
  response: z.object({ data: z.array(z.object({ date, name: z.string() })) }),
})
