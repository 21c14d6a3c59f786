import type { Context } from 'hono'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { withoutBadText } from '../text.ts'
import { invalidRequest } from './problem.ts'

/** The body, checked. @throws {AppError} `malformed_json` or `invalid_request`. */
export async function readJson<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const value: unknown = await c.req.json().catch((cause: unknown) => {
    throw new AppError('malformed_json', { cause })
  })
  const parsed = schema.safeParse(withoutBadText(value))
  if (!parsed.success) throw invalidRequest(parsed.error.issues)
  return parsed.data
}
