import { z } from 'zod'

/** In small letters, whatever was sent: ids are compared as texts. */
export const id = z.uuid().toLowerCase().meta({ description: 'Identifier, opaque.' })
export const instant = z.iso.datetime({ offset: true }).meta({ description: 'Instant, ISO 8601 in UTC.' })
export const name = z.string().trim().min(1).max(120)
export const idParams = z.object({ id })

const severalIds = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,99}$/

/** Of a query: ids with commas between them, at most a hundred. */
export const ids = z.string().regex(severalIds, 'must be ids with commas between them, at most a hundred')

/** Pages by cursor: pass the `nextCursor` of one answer to get the next page. */
export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export function page<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() })
}

/** RFC 9457. `code` is stable and meant for programs; `detail` says what to do. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          /** Of what was given as a document: where that is in its text, from 1. */
          line: z.number().int().optional(),
        }),
      )
      .optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    /** Under which it was logged, of what went wrong on the server’s side; every answer has it as `X-Request-Id`. */
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problem>
