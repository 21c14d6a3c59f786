import type { Step } from '../channel.ts'
import { number, text } from '../reading.ts'
import { done } from '../step.ts'
import type { TiktokAccount, TiktokSecrets } from './account.ts'
import { apiUrl, askFor } from './api.ts'

/** Long before a token of one day ends, so that some hours without the provider do no harm. */
const beforeMs = 6 * 60 * 60_000

/**
 * New tokens. The old refresh token is of no use afterwards, so whoever asks has to be the only one who asks. A token that nobody
 * knows the end of is renewed at once, and so is one that was refused.
 */
export function refresh(account: TiktokAccount, now: number, isRefused = false): Step<Partial<TiktokSecrets>> | null {
  const { appId, appSecret, refreshToken, accessTokenEndsAt } = account.secrets
  const endsAt = number(accessTokenEndsAt) ?? 0
  if (refreshToken === '' || (endsAt - now > beforeMs && !isRefused)) return null

  const request = {
    kind: 'request',
    method: 'POST',
    url: apiUrl(account, 'tt_user/oauth2/refresh_token'),
    headers: {},
    body: {
      kind: 'json',
      value: { client_id: appId, client_secret: appSecret, grant_type: 'refresh_token', refresh_token: refreshToken },
    },
  } as const
  return askFor(request, (data) => {
    const accessToken = text(data.access_token)
    if (accessToken === null) return null
    const seconds = number(data.expires_in) ?? 24 * 60 * 60
    return done({
      accessToken,
      refreshToken: text(data.refresh_token) ?? refreshToken,
      accessTokenEndsAt: String(now + seconds * 1000),
    })
  })
}
