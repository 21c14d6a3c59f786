import type { Done, ProviderRequest } from '../channel.ts'
import { done } from '../step.ts'

/** Files are named by their address. Nothing is sent along that should not be known there. */
export function fetchMedia(url: string): Done<ProviderRequest> {
  return done({ kind: 'request', method: 'GET', url, headers: {}, body: { kind: 'none' } })
}
