import { ApiError } from '@fairlead/sdk'

/** The server could not be asked who is here: there is no connection, or nobody at its other end. */
export class Unreachable extends Error {}

/** Also where a proxy that has lost the server answers in its place, or nobody does. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError'
  return error instanceof ApiError ? [502, 503, 504].includes(error.problem.status) : error instanceof TypeError
}
