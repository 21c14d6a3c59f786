import { safeFileName } from '../attachments/media-type.ts'
import type { Storage } from '../attachments/storage.ts'
import type { OutboundAttachment, ProviderAnswer, ProviderRequest } from '../channels/channel.ts'
import { traced } from '../tracing/trace.ts'
import { type GuardedFetch, OutboundError, RefusedAddress, readText } from './guarded-fetch.ts'

const apiTimeoutMs = 15_000
const mediaTimeoutMs = 60_000
const maxAnswerBytes = 4 * 1024 * 1024

type Context = Readonly<{ fetch: GuardedFetch; storage: Storage; workspaceId: string }>

/** Asks a provider what its adapter wrote down, and answers with what came back, or that nothing did. */
export function ask(request: ProviderRequest, context: Context): Promise<ProviderAnswer> {
  // Its host alone: paths name accounts, and some providers want the token in them.
  const about = {
    'http.request.method': request.method,
    'server.address': URL.parse(request.url)?.hostname,
    'fairlead.workspace_id': context.workspaceId,
  }
  return traced(
    'provider.request',
    about,
    async (span) => {
      const answer = await send(request, context)
      span.set(
        answer.kind === 'answer' ? { 'http.response.status_code': answer.status } : { 'error.type': answer.kind },
      )
      return answer
    },
    { kind: 'client' },
  )
}

async function send(request: ProviderRequest, { fetch, storage, workspaceId }: Context): Promise<ProviderAnswer> {
  try {
    const { headers, body } = await toBody(request, storage, workspaceId)
    const response = await fetch({
      method: request.method,
      url: request.url,
      headers: { ...request.headers, ...headers },
      body,
      timeoutMs: request.body.kind === 'multipart' ? mediaTimeoutMs : apiTimeoutMs,
    })
    return {
      kind: 'answer',
      status: response.status,
      headers: response.headers,
      body: await readText(response.body, maxAnswerBytes),
    }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    const isRefused = error instanceof RefusedAddress
    return { kind: 'no_answer', isWritten: error.isWritten, detail: error.message, ...(isRefused && { isRefused }) }
  }
}

async function toBody(request: ProviderRequest, storage: Storage, workspaceId: string) {
  switch (request.body.kind) {
    case 'none':
      return { headers: {}, body: null }
    case 'json':
      return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(request.body.value) }
    case 'form':
      return {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(request.body.fields.map(([name, value]) => [name, value])).toString(),
      }
    case 'multipart': {
      const { fields, file, fileField = 'file' } = request.body
      const boundary = `fairlead-${crypto.randomUUID()}`
      const head = Buffer.from(partHeads(boundary, fields, { file, fileField }))
      const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
      const size = (await storage.size(workspaceId, file.id)) ?? 0
      return {
        headers: {
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': String(head.byteLength + size + tail.byteLength),
        },
        body: concat(head, storage.read(workspaceId, file.id), tail),
      }
    }
    default:
      return request.body satisfies never
  }
}

function partHeads(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  { file, fileField }: Readonly<{ file: OutboundAttachment; fileField: string }>,
): string {
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  )
  const name = safeFileName(file.name)
  return `${parts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="${fileField}"; filename="${name}"\r\ncontent-type: ${file.type}\r\n\r\n`
}

async function* concat(head: Uint8Array, file: NodeJS.ReadableStream, tail: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head
  for await (const chunk of file) yield chunk as unknown as Uint8Array
  yield tail
}
