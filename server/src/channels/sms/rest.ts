import type { SmsAccount } from './account.ts'

/** An address of the account in Twilio's REST API. */
export function restUrl(account: SmsAccount, path: string, query: Readonly<Record<string, string>> = {}): string {
  const { accountSid } = account.settings
  const url = new URL(`${account.baseUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

export function basicAuth({ settings, secrets }: SmsAccount): Readonly<Record<string, string>> {
  const pair = Buffer.from(`${settings.accountSid}:${secrets.authToken}`).toString('base64')
  return { authorization: `Basic ${pair}` }
}
