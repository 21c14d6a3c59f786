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
    ...(known.status >= 500 ? { requestId: c.get('requestId') } : {}),
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

// What the driver says when a connection breaks under a statement, or cannot be had; it gives these no code.
const brokenConnections =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed)/

// Classes 08 (connection), 57P (shutdown, crash) and 53 (a full disk, a rush for which there are too few connections), and
// a transaction that was ended because we stood still in it (25P03, 25P04), pass by themselves or by an operator;
// everything else is ours to look at.
function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Error && brokenConnections.test(error.message)) return true
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(08|57P|53|25P0[34])/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(code)
}
