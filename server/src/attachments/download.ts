import type { ProviderRequest } from '../channels/channel.ts'
import { type GuardedFetch, OutboundError, type OutboundResponse, RefusedAddress } from '../providers/guarded-fetch.ts'
import { type FileFailure, fileFailure } from './reason.ts'

const mostRedirects = 5

type Opened = Readonly<{ kind: 'opened'; body: OutboundResponse['body'] }>

/**
 * Opens a file of a provider's. Redirects are followed, each through the guard; what opens the first address is not told
 * to another origin: providers often keep files with somebody else. `isLocated`: the address was asked for just now, and
 * is another the next time.
 */
export async function openDownload(
  fetch: GuardedFetch,
  request: ProviderRequest,
  { timeoutMs, isLocated }: Readonly<{ timeoutMs: number; isLocated: boolean }>,
): Promise<Opened | FileFailure> {
  let { url, headers } = request
  try {
    for (let redirects = 0; ; redirects += 1) {
      if (!URL.canParse(url)) return fileFailure('gone', 'The file has no address.')
      const response = await fetch({ method: 'GET', url, headers, body: null, timeoutMs })
      if (response.status === 200) return { kind: 'opened', body: response.body }

      for await (const _ of response.body) break
      const next = redirectOf(url, response)
      if (next === null) return notThere(response, isLocated)
      if (redirects === mostRedirects)
        return fileFailure('unknown', 'The file is said to be somewhere else, again and again.')
      if (new URL(next).origin !== new URL(url).origin) headers = {}
      url = next
    }
  } catch (error) {
    if (error instanceof RefusedAddress) return fileFailure('private_address', error.message)
    if (error instanceof OutboundError) return fileFailure('unavailable', error.message, 'later')
    throw error
  }
}

function redirectOf(from: string, { status, headers }: OutboundResponse): string | null {
  const to = [301, 302, 303, 307, 308].includes(status) ? headers.get('location') : null
  return to !== null && URL.canParse(to, from) ? new URL(to, from).href : null
}

// What is gone never comes back; all else may be there soon.
function notThere({ status }: OutboundResponse, isLocated: boolean): FileFailure {
  const detail = `The provider answered ${status}.`
  if ((status === 404 && !isLocated) || status === 410) return fileFailure('gone', detail)
  return fileFailure(status === 401 || status === 403 ? 'not_allowed' : 'unavailable', detail, 'later')
}
