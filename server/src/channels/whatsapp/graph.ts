import type { WhatsappAccount } from './account.ts'

const GRAPH_VERSION = 'v25.0'

export function graphUrl(account: WhatsappAccount, path: string, query: Readonly<Record<string, string>> = {}): string {
  const url = new URL(`${account.baseUrl.replace(/\/+$/, '')}/${GRAPH_VERSION}/${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

export function bearer(account: WhatsappAccount): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${account.secrets.accessToken}` }
}
