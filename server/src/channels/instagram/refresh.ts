import type { ProviderAnswer, ProviderRequest, Step } from '../channel.ts'
import { agreedIn } from '../meta/answer.ts'
import { failureOf } from '../meta/messaging/outcome.ts'
import { text } from '../reading.ts'
import { done, step } from '../step.ts'
import type { InstagramAccount, InstagramSecrets } from './account.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const WEEK_MS = 7 * DAY_MS

/**
 * A token of Instagram's own login lives for 60 days, and for 60 more whenever it is renewed; once it has expired, somebody
 * must log in again. Renewed every week, so that seven may fail. Tokens of pages do not expire.
 */
export function refresh(
  account: InstagramAccount,
  now: number,
  isRefused = false,
): Step<Partial<InstagramSecrets>> | null {
  const { settings, secrets, baseUrl } = account
  const isDue = now - Number(secrets.renewedAt ?? 0) >= WEEK_MS
  // It is renewed by itself: one that is refused cannot be.
  if (settings.login !== 'instagram' || !isDue || isRefused) return null

  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/refresh_access_token`)
  url.searchParams.set('grant_type', 'ig_refresh_token')
  url.searchParams.set('access_token', secrets.accessToken)
  const request: ProviderRequest = {
    kind: 'request',
    method: 'GET',
    url: url.href,
    headers: {},
    body: { kind: 'none' },
  }

  return step(request, (answer) => {
    const accessToken = text(agreedIn(answer)?.access_token)
    return accessToken === null ? refusal(answer, account, now) : done({ accessToken, renewedAt: String(now) })
  })
}

// One less than a day old is not renewed yet, and nobody says in which words that is refused. So the first refusal is
// nothing but a reason to ask again tomorrow; whether the token is good shows when it is used.
function refusal(answer: ProviderAnswer, { secrets }: InstagramAccount, now: number): Answered {
  const failure = failureOf(answer)
  const isNew = secrets.renewedAt === undefined
  if (failure.retry === 'later' || (failure.code === 'auth_invalid' && !isNew)) return failure
  return done({ renewedAt: String(now - WEEK_MS + DAY_MS) })
}

type Answered = ReturnType<Step<Partial<InstagramSecrets>>['read']>
