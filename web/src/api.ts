import { ApiError, createClient } from '@fairlead/sdk'
import { QueryClient } from '@tanstack/react-query'
import { boundCache } from './bounded-cache.ts'
import { chosenWorkspaceId } from './chosen-workspace.ts'
import { serverClock } from './realtime/server-clock.ts'
import { writes } from './realtime/writes.ts'

/** Fires `ended` when the server no longer knows who we are. */
export const session = new EventTarget()

export const client = writes.of(createClient({ baseUrl: '', fetch: fetchInSession }))

/** Its requests outlive their page, as far as browsers let them. */
export const lastingClient = writes.of(createClient({ baseUrl: '', fetch: fetchLasting }))

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The event stream keeps what we have true: nothing goes stale by time alone.
      staleTime: Number.POSITIVE_INFINITY,
      retry: (failures, error) => !(error instanceof ApiError) && failures < 5,
      // The server may well be on this very machine: being without a network says nothing.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
boundCache(queryClient)

async function fetchInSession(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers)
  const workspaceId = chosenWorkspaceId()
  if (workspaceId !== null) headers.set('fairlead-workspace', workspaceId)

  const sentAt = Date.now()
  const response = await fetch(input, { ...init, headers })
  serverClock.learn(response.headers.get('date'), sentAt, Date.now())
  if (response.status === 401) session.dispatchEvent(new Event('ended'))
  return response
}

const mostLastingBytes = 60_000

// Larger ones, of which there may be 64 kB in all, would not be sent at all.
function fetchLasting(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const keepalive = typeof init?.body === 'string' && new Blob([init.body]).size < mostLastingBytes
  return fetchInSession(input, { ...init, keepalive })
}
