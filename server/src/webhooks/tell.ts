/** One telling: what is sent, signed, and what came back. */
import type { WebhookBody } from '@fairlead/sdk'
import { signAt } from '../channels/signature.ts'
import { now } from '../db/clock.ts'
import { OutboundError, RefusedAddress } from '../providers/guarded-fetch.ts'
import type { Providers } from '../providers/providers.ts'

const timeoutMs = 10_000
const keptAnswer = 2_000

export type Told = Readonly<{
  isDelivered: boolean
  /** Null: there was no answer. */
  status: number | null
  answer: string
  ms: number
  /** Trying again is of no use. */
  isRefused: boolean
}>

type Receiver = Readonly<{ url: string; secret: string }>

export async function tell(
  { fetch }: Pick<Providers, 'fetch'>,
  { url, secret }: Receiver,
  body: Pick<WebhookBody, 'id' | 'type'>,
  signal?: AbortSignal,
): Promise<Told> {
  const text = JSON.stringify(body)
  const from = performance.now()
  const after = () => Math.round(performance.now() - from)
  try {
    const response = await fetch({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'fairlead-delivery': body.id,
        'fairlead-event': body.type,
        'fairlead-signature': signAt(text, secret, now()),
      },
      body: text,
      timeoutMs,
      ...(signal ? { signal } : {}),
    })
    const answer = await readBeginning(response.body)
    const isDelivered = response.status >= 200 && response.status < 300
    return { isDelivered, status: response.status, answer, ms: after(), isRefused: false }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    const isRefused = error instanceof RefusedAddress
    return { isDelivered: false, status: null, answer: error.message, ms: after(), isRefused }
  }
}

// Whatever else it says is not our affair. A status that came counts, though what it said was cut off.
async function readBeginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size >= keptAnswer) break
    }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
  }
  // PostgreSQL keeps no such character in a text.
  return Buffer.concat(chunks).subarray(0, keptAnswer).toString('utf8').replaceAll('\0', '')
}
