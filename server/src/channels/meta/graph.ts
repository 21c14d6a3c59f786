import type { Account, ProviderRequest } from '../channel.ts'

const GRAPH_VERSION = 'v25.0'

/** Whoever may ask: where, and with which token. */
export type Caller = Pick<Account<unknown, Readonly<{ accessToken: string }>>, 'baseUrl' | 'secrets'>

export function graphUrl(
  { baseUrl }: Pick<Caller, 'baseUrl'>,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${GRAPH_VERSION}/${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

export function bearer({ secrets }: Pick<Caller, 'secrets'>): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${secrets.accessToken}` }
}

export function graphGet(caller: Caller, path: string, query: Readonly<Record<string, string>> = {}): ProviderRequest {
  return request('GET', graphUrl(caller, path, query), caller, { kind: 'none' })
}

export function graphPost(caller: Caller, path: string, value: Readonly<Record<string, unknown>>): ProviderRequest {
  return request('POST', graphUrl(caller, path), caller, { kind: 'json', value })
}

export function graphDelete(caller: Caller, path: string): ProviderRequest {
  return request('DELETE', graphUrl(caller, path), caller, { kind: 'none' })
}

function request(
  method: ProviderRequest['method'],
  url: string,
  caller: Caller,
  body: ProviderRequest['body'],
): ProviderRequest {
  return { kind: 'request', method, url, headers: bearer(caller), body }
}
