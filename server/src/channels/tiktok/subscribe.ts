import type { ProviderAnswer, ProviderRequest, Step } from '../channel.ts'
import { type Bag, bags, text } from '../reading.ts'
import { done, step } from '../step.ts'
import type { TiktokAccount } from './account.ts'
import { codeIn, dataIn } from './answer.ts'
import { apiUrl, askFor } from './api.ts'
import { failureOf } from './outcome.ts'

/**
 * An app has one address for all of its accounts: the last one told is called, and what comes is sorted by its account. So
 * several channels of one app may each tell theirs.
 */
export function subscribe(account: TiktokAccount): Step<null> {
  return askFor(update(account, { callback_url: account.webhookUrl }), () => done(null))
}

/** Takes our address away, unless another channel's has taken its place. */
export function unsubscribe(account: TiktokAccount): Step<null> {
  const { appId, appSecret } = account.secrets
  const list: ProviderRequest = {
    kind: 'request',
    method: 'GET',
    url: apiUrl(account, 'business/webhook/list', { app_id: appId, secret: appSecret, event_type: 'DIRECT_MESSAGE' }),
    headers: {},
    body: { kind: 'none' },
  }
  return step(list, (answer) => {
    if (codeIn(answer) !== 0) return failureOf(answer)
    return calls(answer).includes(account.webhookUrl)
      ? askFor(webhook(account, 'delete', {}), () => done(null))
      : done(null)
  })
}

// One, or a list of them.
function calls(answer: ProviderAnswer): readonly (string | null)[] {
  const data = dataIn(answer)
  return [data, ...bags(data.webhooks), ...bags(data.list)].map((one) => text(one.callback_url))
}

function update(account: TiktokAccount, more: Bag): ProviderRequest {
  return webhook(account, 'update', more)
}

// By the app's own secret, not by the token of one account.
function webhook(account: TiktokAccount, verb: 'update' | 'delete', more: Bag): ProviderRequest {
  const { appId, appSecret } = account.secrets
  return {
    kind: 'request',
    method: 'POST',
    url: apiUrl(account, `business/webhook/${verb}`),
    headers: {},
    body: { kind: 'json', value: { app_id: appId, secret: appSecret, event_type: 'DIRECT_MESSAGE', ...more } },
  }
}
