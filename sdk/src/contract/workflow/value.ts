import { z } from 'zod'

/** What a variable of a run holds. */
export const workflowValue = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(2000)).max(100),
  z.null(),
])
export type WorkflowValue = z.infer<typeof workflowValue>

/** Used in texts as `{{ variable.order_number }}`. */
export const variableName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, 'must be small letters, digits and underscores, and begin with a letter')

/** BCP 47, as contacts have it: `en`, `pt-BR`. */
const locale = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language, such as en or pt-BR')

/** A text in Liquid, by language; has the default language at least. Who writes another language gets the default one. */
export const localText = z.object({
  defaultLocale: locale,
  texts: z.record(locale, z.string().trim().max(4000)),
})
export type LocalText = z.infer<typeof localText>

/** A text in Liquid that members or other systems read. */
export const liquidText = z.string().max(10_000)

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as 09:00')

export { timeOfDay }
