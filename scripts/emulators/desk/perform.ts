import type {
  DeliveryOutcome,
  Done,
  Failure,
  ProviderAnswer,
  ProviderRequest,
  Refusal,
  Step,
} from '../../../server/src/channels/channel.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Performs what an adapter asks for, as the server would. */
export async function perform(
  request: ProviderRequest | Readonly<{ kind: 'mail' | 'refused' }> | undefined,
  bytes: Bytes = new Uint8Array(),
  timeoutMs = 2_000,
): Promise<ProviderAnswer> {
  if (request?.kind !== 'request') throw new Error(`Nothing to perform: ${JSON.stringify(request)}`)
  const { method, url, body } = request
  const headers = new Headers(request.headers)
  if (body.kind === 'json') headers.set('content-type', 'application/json')

  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, body: bodyOf(body, bytes) })
    return { kind: 'answer', status: response.status, headers: response.headers, body: await response.text() }
  } catch (error) {
    return { kind: 'no_answer', isWritten: true, detail: error instanceof Error ? error.message : String(error) }
  }
}

/** Performs one request after the other, until the adapter is done or gives up. */
export async function performAll<T>(
  first: Step<T> | Done<T> | Failure | Refusal | undefined,
  bytes?: Bytes,
): Promise<Done<T> | Failure> {
  if (first === undefined || first.kind === 'refused') throw new Error(`Nothing to perform: ${JSON.stringify(first)}`)
  let next = first
  while (next.kind === 'step') next = next.read(await perform(next.request, bytes))
  return next
}

/** What a delivery came to: why it failed, whether to try again, and whether the channel is broken. */
export function inShort(outcome: DeliveryOutcome): unknown {
  return outcome.kind === 'failure' ? [outcome.code, outcome.retry, outcome.isChannelBroken] : outcome.kind
}

function bodyOf(body: ProviderRequest['body'], bytes: Bytes): string | FormData | URLSearchParams | null {
  switch (body.kind) {
    case 'none':
      return null
    case 'json':
      return JSON.stringify(body.value)
    case 'form':
      return new URLSearchParams(body.fields.map(([name, value]) => [name, value]))
    case 'multipart': {
      const data = new FormData()
      for (const [name, value] of Object.entries(body.fields)) data.set(name, value)
      data.set(body.fileField ?? 'file', new File([bytes], body.file.name, { type: body.file.type }))
      return data
    }
    default:
      return body satisfies never
  }
}
