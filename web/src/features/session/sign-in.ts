export type SignInOutcome =
  | { kind: 'signed_in' }
  | { kind: 'refused' }
  /** Too many attempts. `retryAfterS` is null when the server does not say. */
  | { kind: 'limited'; retryAfterS: number | null }
  | { kind: 'failed'; status: number }

/** @throws {TypeError} when the server cannot be reached. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  const response = await post('/api/auth/sign-in/email', { email, password })

  if (response.ok) return { kind: 'signed_in' }
  if (response.status === 429) return { kind: 'limited', retryAfterS: retryAfterOf(response.headers) }
  // 400: what was typed is no e-mail address or no possible password.
  if (response.status === 401 || response.status === 400) return { kind: 'refused' }
  return { kind: 'failed', status: response.status }
}

/** Whether there is a session, whatever it opens. */
export async function isSignedIn(): Promise<boolean> {
  const response = await fetch('/api/auth/get-session')
  return response.ok && (await response.json()) !== null
}

/** @throws when the session may still be alive. */
export async function signOut(): Promise<void> {
  const response = await post('/api/auth/sign-out', {})
  if (!response.ok && response.status !== 401) throw new Error(`Log-out was answered ${response.status}.`)
}

/**
 * Logs every other device out, too: a password is often changed because somebody else may know it.
 *
 * @throws when neither was answered.
 */
export async function changePassword(currentPassword: string, newPassword: string): Promise<'changed' | 'refused'> {
  const body = { currentPassword, newPassword, revokeOtherSessions: true }
  const response = await post('/api/auth/change-password', body)

  if (response.ok) return 'changed'
  if (response.status === 400) return 'refused'
  throw new Error(`The change of the password was answered ${response.status}.`)
}

export function retryAfterOf(headers: Headers): number | null {
  const seconds = Number.parseInt(headers.get('retry-after') ?? headers.get('x-retry-after') ?? '', 10)
  return Number.isNaN(seconds) ? null : Math.max(1, seconds)
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
