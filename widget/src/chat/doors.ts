import type { Attachment, SessionRequest, SessionResponse, VisitorMessage, VisitorPost } from '@fairlead/sdk'

const patienceMs = 30_000

/** The server has answered, and the answer was no. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfterMs: number

  constructor(status: number, code: string, detail: string, retryAfterMs = 0) {
    super(detail)
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** Whether the same request may succeed later: the network, the load or the server is at fault, not what was asked. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof Refusal) || error.status >= 500 || error.status === 429 || error.status === 408
}

export type OlderMessages = Readonly<{ messages: readonly VisitorMessage[]; hasOlder: boolean }>

export type Doors = Readonly<{
  session(body: SessionRequest): Promise<SessionResponse>
  post(token: string, body: VisitorPost): Promise<VisitorMessage>
  older(token: string, before: string): Promise<OlderMessages>
  read(token: string): Promise<unknown>
  attachment(token: string, id: string): Promise<Blob>
  upload(token: string, file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<Attachment>
  events(token: string, after: number, signal: AbortSignal): Promise<Response>
}>

/** The doors of one channel; `base` ends in `/webchat/{channelId}/`. */
export function createDoors(base: string): Doors {
  return {
    session: (body) => ask('session', json('POST', body)).then(toJson<SessionResponse>),
    post: (token, body) => ask('messages', json('POST', body), token).then(toJson<VisitorMessage>),
    older: (token, before) =>
      ask(`messages?before=${encodeURIComponent(before)}`, {}, token).then(toJson<OlderMessages>),
    read: (token) => ask('read', { method: 'PUT' }, token),
    attachment: (token, id) => ask(`attachments/${id}`, {}, token).then((response) => response.blob()),
    upload: (token, file, onProgress, signal) => upload(`${base}attachments`, token, file, onProgress, signal),
    events: (token, after, signal) =>
      ask(`events?after=${after}`, { headers: { accept: 'text/event-stream' }, signal }, token),
  }

  async function ask(path: string, init: RequestInit, token?: string): Promise<Response> {
    const headers = new Headers(init.headers)
    if (token) headers.set('authorization', `Bearer ${token}`)
    const response = await fetch(base + path, {
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
      ...init,
      headers,
    })
    if (response.ok) return response
    throw toRefusal(response.status, await response.text(), response.headers.get('retry-after'))
  }
}

function json(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

async function toJson<T>(response: Response): Promise<T> {
  return response.json()
}

// A proxy in between may answer with a page of its own.
function toRefusal(status: number, text: string, retryAfter: string | null): Refusal {
  const retryAfterMs = Number(retryAfter ?? 0) * 1000 || 0
  try {
    const { code, detail } = JSON.parse(text)
    return new Refusal(status, String(code), String(detail), retryAfterMs)
  } catch {
    return new Refusal(status, `status_${status}`, '', retryAfterMs)
  }
}

// `fetch` cannot tell how much of a file has gone out.
function upload(
  url: string,
  token: string,
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file, file.name)
    request.open('POST', url)
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const { status, responseText } = request
      if (status < 300) resolve(JSON.parse(responseText))
      else reject(toRefusal(status, responseText, request.getResponseHeader('retry-after')))
    }
    request.onerror = request.onabort = () => reject(new TypeError('The upload was interrupted.'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
