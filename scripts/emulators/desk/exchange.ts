import type { IncomingMessage, ServerResponse } from 'node:http'
import { isObject, type JsonObject, tryJson } from './json.ts'

export type HttpRequest = Readonly<{
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: Buffer
}>

export type Reply = Readonly<{
  status: number
  headers?: Readonly<Record<string, string>>
  body: string | Uint8Array
}>

const MAX_BODY = 110 * 1024 * 1024

export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, String(value))
  }

  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > MAX_BODY) throw new Error('The request is too large.')
    chunks.push(chunk)
  }
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
  }
}

export function jsonOf({ body }: HttpRequest): JsonObject {
  const value = tryJson(body.toString())
  return isObject(value) ? value : {}
}

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  }
}

export function html(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body }
}

export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
