import type { Done, Failure, ProviderAnswer, Step } from '../channel.ts'
import { bag, number, text, tryJson } from '../reading.ts'
import { done, failure, step } from '../step.ts'
import type { EmailAccount, EmailSecrets } from './account.ts'

/** A token that ends within this time is as good as ended. */
const earlyMs = 5 * 60_000

/** A new access token for the mail servers (OAuth 2, RFC 6749, 6); null while the one there is will do. */
export function refresh(
  { settings, secrets }: EmailAccount,
  now: number,
  isRefused = false,
): Step<Partial<EmailSecrets>> | null {
  const { oauth } = settings
  if (settings.auth !== 'oauth2' || oauth === null || secrets.refreshToken === '') return null
  const endsAt = Date.parse(secrets.accessTokenEndsAt)
  if (secrets.accessToken !== '' && endsAt > now + earlyMs && !isRefused) return null
  const fields = [
    ['grant_type', 'refresh_token'],
    ['client_id', oauth.clientId],
    ...(secrets.clientSecret === '' ? [] : [['client_secret', secrets.clientSecret] as const]),
    ['refresh_token', secrets.refreshToken],
  ] as const
  return step(
    {
      kind: 'request',
      method: 'POST',
      url: oauth.tokenUrl,
      headers: { accept: 'application/json' },
      body: { kind: 'form', fields },
    },
    (answer) => read(answer, now),
  )
}

function read(answer: ProviderAnswer, now: number): Done<Partial<EmailSecrets>> | Failure {
  if (answer.kind === 'no_answer') return failure('provider_down', answer.detail, 'later')
  const said = bag(tryJson(answer.body))
  const accessToken = text(said.access_token)
  if (answer.status === 200 && accessToken !== null) {
    const seconds = number(said.expires_in) ?? 3600
    const refreshToken = text(said.refresh_token)
    return done({
      accessToken,
      accessTokenEndsAt: `${new Date(now + seconds * 1000).toISOString().slice(0, 19)}Z`,
      // Some servers give another each time, and forget the one before.
      ...(refreshToken === null ? {} : { refreshToken }),
    })
  }
  const detail = [text(said.error), text(said.error_description)].filter(Boolean).join(': ')
  // RFC 6749, 5.2: the token or the client is refused, and will be the next time.
  const isRefused = answer.status === 400 || answer.status === 401
  return isRefused
    ? {
        ...failure('auth_invalid', `The token was refused: ${detail || answer.status}`),
        isChannelBroken: true,
      }
    : failure('provider_down', detail || `The token server answered ${answer.status}.`, 'later')
}
