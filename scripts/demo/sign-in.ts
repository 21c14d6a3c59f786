import { type Client, createClient } from '@fairlead/sdk'
import { Refusal } from './refusal.ts'

/**
 * Signs in as a browser does, and answers with a client that carries the session.
 * @throws {Refusal} when the login does not work here.
 */
export async function signIn(url: string, login: Readonly<{ email: string; password: string }>): Promise<Client> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  if (answer.status === 401) {
    throw new Refusal(
      'The demo’s login does not work here: its password was changed. Set FAIRLEAD_DATA_DIR to a new folder, and ' +
        'unset DATABASE_URL or set it to an empty database.',
    )
  }
  if (!answer.ok) throw new Refusal(`Cannot sign in: ${await answer.text()}`)

  const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  return createClient({
    baseUrl: url,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('cookie', cookie.join('; '))
      return fetch(input, { ...init, headers })
    },
  })
}
