import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { AppError, invalidRequest as invalidFields } from '../errors.ts'

/** The one place where an error becomes an answer: an RFC 9457 problem document. */
export function toProblem(error: unknown, c: Context, log: Logger): Response {
  const known = toAppError(error)
  if (known.status >= 500) log.error({ err: error, requestId: c.get('requestId') }, known.message)

  const body = {
    type: `/api/docs#${known.code}`,
    title: known.code.replaceAll('_', ' '),
    status: known.status,
    code: known.code,
    detail: known.message,
    ...('errors' in known.data ? { errors: known.data.errors } : {}),
    ...(Object.keys(known.data).some((key) => key !== 'errors') ? { data: known.data } : {}),
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (known.retryAfterSeconds !== null) headers['retry-after'] = String(known.retryAfterSeconds)
  return c.body(JSON.stringify(body), known.status as ContentfulStatusCode, headers)
}

export function invalidRequest(issues: readonly z.core.$ZodIssue[]): AppError {
  return invalidFields(issues.map(({ path, message }) => ({ path: path.join('.'), message })))
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof HTTPException && error.status === 413) return new AppError('body_too_large')
  if (error instanceof HTTPException && error.status === 400) return new AppError('malformed_json')
  if (isDatabaseAway(error)) return new AppError('unavailable', { cause: error, retryAfterSeconds: 2 })
  return new AppError('internal', { cause: error })
}

// Classes 08 (connection) and 57P (shutdown, crash) pass by themselves, and so does a rush for which there are too few
// connections; everything else is ours to look at.
function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Error && error.message === 'timeout exceeded when trying to connect') return true
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(08|57P|53300)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(code)
}
