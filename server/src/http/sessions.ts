import type { People } from '../auth/people.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { refuseCrossSite } from './caller.ts'
import type { Api } from './endpoint.ts'
import type { Limits } from './limits.ts'

/** What of the library's doors is open; the rest (sign-up, account changes we have no pages for) is not. */
const open = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'GET /api/auth/get-session',
  'POST /api/auth/change-password',
  'GET /api/auth/list-sessions',
  'POST /api/auth/revoke-session',
  'POST /api/auth/revoke-other-sessions',
])

/** Signing in and out. */
export function serveSessions(root: Api, { people, limits }: { people: People; limits: Limits }): void {
  root.on(['GET', 'POST'], '/api/auth/*', async (c) => {
    if (!open.has(`${c.req.method} ${c.req.path}`)) throw new AppError('not_found')
    refuseCrossSite(c)
    if (!c.req.path.endsWith('/sign-in/email')) return answer(people, c.req.raw)
    return limits.guess(c, await emailOf(c.req.raw.clone()), () => answer(people, c.req.raw, 'wrong_password'))
  })
}

async function answer(people: People, request: Request, codeOf401: ErrorCode = 'unauthenticated'): Promise<Response> {
  const answer = await people.handler(request)
  if (answer.ok) return answer
  const said = (await answer.json().catch(() => null)) as { message?: string } | null
  const detail = said?.message ? { detail: said.message } : {}
  if (answer.status === 401) throw new AppError(codeOf401, codeOf401 === 'wrong_password' ? {} : detail)
  if (answer.status >= 500) throw new AppError('internal', detail)
  throw new AppError('invalid_request', detail)
}

async function emailOf(request: Request): Promise<string> {
  const body = (await request.json().catch(() => null)) as { email?: unknown } | null
  return typeof body?.email === 'string' ? body.email.slice(0, 254) : ''
}
