import type { Failure, ProviderRequest, Step } from '../channel.ts'
import type { Bag } from '../reading.ts'
import { step } from '../step.ts'
import type { TiktokAccount } from './account.ts'
import { codeIn, dataIn } from './answer.ts'
import { failureOf } from './outcome.ts'

const version = 'v1.3'

/** Every path ends with a slash; without it nothing is found. */
export function apiUrl({ baseUrl }: TiktokAccount, path: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString()
  return `${baseUrl}/open_api/${version}/${path}/${search === '' ? '' : `?${search}`}`
}

/** The token by itself: with `Bearer` before it, it is refused as wrong. */
export function token({ secrets }: TiktokAccount): Readonly<Record<string, string>> {
  return { 'access-token': secrets.accessToken }
}

export function post(account: TiktokAccount, path: string, value: Bag): ProviderRequest {
  return {
    kind: 'request',
    method: 'POST',
    url: apiUrl(account, path),
    headers: token(account),
    body: { kind: 'json', value },
  }
}

export function get(account: TiktokAccount, path: string, query: Readonly<Record<string, string>>): ProviderRequest {
  return {
    kind: 'request',
    method: 'GET',
    url: apiUrl(account, path, query),
    headers: token(account),
    body: { kind: 'none' },
  }
}

/** Asks once: what the data of a good answer are read as, or why there is none. */
export function askFor<T>(request: ProviderRequest, read: (data: Bag) => ReturnType<Step<T>['read']> | null): Step<T> {
  return step(request, (answer): ReturnType<Step<T>['read']> | Failure => {
    const found = codeIn(answer) === 0 ? read(dataIn(answer)) : null
    return found ?? failureOf(answer)
  })
}
