import type { People } from '../auth/people.ts'
import { AppError } from '../errors.ts'
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
    const isSignIn = c.req.path.endsWith('/sign-in/email')
    if (isSignIn) await limits.signIn(c, await emailOf(c.req.raw.clone()))

    const answer = await people.handler(c.req.raw)
    if (answer.ok) return answer
    if (isSignIn && answer.status === 401) throw new AppError('wrong_password')
    const said = (await answer.json().catch(() => null)) as { message?: string } | null
    const detail = said?.message ? { detail: said.message } : {}
    if (answer.status === 401) throw new AppError('unauthenticated', detail)
    if (answer.status >= 500) throw new AppError('internal', detail)
    throw new AppError('invalid_request', detail)
  })
}

async function emailOf(request: Request): Promise<string> {
  const body = (await request.json().catch(() => null)) as { email?: unknown } | null
  return typeof body?.email === 'string' ? body.email.slice(0, 254) : ''
}
