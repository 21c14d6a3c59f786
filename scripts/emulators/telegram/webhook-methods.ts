import { type JsonObject, tryJson } from '../desk/json.ts'
import { type Params, requireKnown, textOf, wholeNumber } from './params.ts'
import { BotRefusal, bad } from './refusal.ts'
import type { Updates } from './updates.ts'

export type Answered = Readonly<{ result: unknown; description?: string }>

const known = [
  ...['url', 'certificate', 'ip_address', 'max_connections', 'allowed_updates', 'drop_pending_updates'],
  'secret_token',
]

export function setWebhook(params: Params, updates: Updates): Answered {
  requireKnown(params, known)
  const { values } = params
  const url = textOf(values.url)
  if (url === '')
    return deleteWebhook({ ...params, values: { drop_pending_updates: values.drop_pending_updates } }, updates)

  checkAddress(url)
  const secretToken = textOf(values.secret_token)
  if (values.secret_token !== undefined && !/^[\w-]{1,256}$/.test(secretToken)) {
    throw bad('secret token contains unallowed characters')
  }
  const maxConnections = wholeNumber(values.max_connections ?? 40) ?? 0
  if (maxConnections < 1 || maxConnections > 100) throw bad('max_connections must be between 1 and 100')

  const webhook = { url, secretToken, maxConnections, allowedUpdates: allowedIn(values) }
  updates.set(webhook, isTrue(values.drop_pending_updates))
  return { result: true, description: 'Webhook was set' }
}

export function deleteWebhook(params: Params, updates: Updates): Answered {
  requireKnown(params, ['drop_pending_updates'])
  const description = updates.webhook() === null ? 'Webhook is already deleted' : 'Webhook was deleted'
  updates.set(null, isTrue(params.values.drop_pending_updates))
  return { result: true, description }
}

export function getWebhookInfo(updates: Updates): Answered {
  const webhook = updates.webhook()
  const error = updates.lastError()
  return {
    result: {
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pendingCount(),
      ...(webhook !== null && { max_connections: webhook.maxConnections, ip_address: '127.0.0.1' }),
      ...(webhook !== null && webhook.allowedUpdates !== null && { allowed_updates: webhook.allowedUpdates }),
      ...(error !== null && { last_error_date: Math.floor(Date.now() / 1000), last_error_message: error }),
    },
  }
}

/** The other way to be told; not while there is a webhook. */
export function getUpdates(updates: Updates): Answered {
  if (updates.webhook() !== null) {
    throw new BotRefusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
  }
  return { result: updates.pending() }
}

// The real one calls no `http://`; this one has to, and calls nobody but this machine that way.
function checkAddress(address: string): void {
  const url = URL.parse(address)
  if (url === null) throw bad('bad webhook: Failed to parse URL')
  const isHere = ['127.0.0.1', 'localhost'].includes(url.hostname)
  if (isHere) return
  if (url.protocol !== 'https:') throw bad('bad webhook: An HTTPS URL must be provided for webhook')
  if (!['', '443', '80', '88', '8443'].includes(url.port)) {
    throw bad('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  }
}

function allowedIn({ allowed_updates: value }: JsonObject): readonly string[] | null {
  if (value === undefined) return null
  const list = typeof value === 'string' ? tryJson(value) : value
  if (!Array.isArray(list)) throw bad("can't parse allowed_updates")
  const names = list.filter((name) => typeof name === 'string')
  return names.length === 0 ? null : names
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 'True' || value === 1 || value === '1'
}
