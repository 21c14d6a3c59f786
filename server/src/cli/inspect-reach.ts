import type { Config } from '../config.ts'
import { type Finding, hint, ok } from './finding.ts'

const name = 'reach'
const withinMs = 4_000

/** Whether we are what answers at the public URL: when the server runs, and the URL is meant for others. */
export async function inspectReach({ publicUrl, roles }: Pick<Config, 'publicUrl' | 'roles'>): Promise<Finding[]> {
  if (['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname) || !roles.includes('web')) return []
  return [await ask(publicUrl)]
}

/** Some networks do not let a machine reach its own public address: so this is never more than a hint. */
export async function ask(publicUrl: string): Promise<Finding> {
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(withinMs), redirect: 'manual' })
    const body: unknown = await answer.json().catch(() => null)
    if (typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok') {
      return ok(name, `Fairlead answers at ${publicUrl}`)
    }
    return hint(
      name,
      `${publicUrl}/healthz is answered by something else (${answer.status}): point the proxy at PORT, or correct ` +
        'FAIRLEAD_PUBLIC_URL.',
    )
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause)
    return hint(
      name,
      `${publicUrl} does not answer from here (${reason}). If the server runs, see to its name, its certificate and the ` +
        'proxy; some networks only keep a machine from its own public address.',
    )
  }
}
