import type { Context } from 'hono'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { withoutBadText } from '../text.ts'
import { invalidRequest } from './problem.ts'

/** The body, checked. @throws {AppError} `malformed_json` or `invalid_request`. */
export async function readJson<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  // Only what says it is a file may be long: nothing else is read here under that name.
  if (c.req.header('content-type')?.startsWith('multipart/')) throw new AppError('malformed_json')
  const value: unknown = await c.req.json().catch((cause: unknown) => {
    throw new AppError('malformed_json', { cause })
  })
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalidRequest(parsed.error.issues)
  // Afterwards, when it is known not to be bottomless.
  return withoutBadText(parsed.data)
}
