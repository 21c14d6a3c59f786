import { createServer, type ServerResponse } from 'node:http'
import { type HttpRequest, jsonOf, type Reply, readRequest, send } from './exchange.ts'

export type RecordedRequest = Readonly<{
  method: string
  path: string
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  /** JSON or a form as an object; how many bytes anything else has. */
  body: unknown
  /** Null when the connection was cut instead, or while it is under way. */
  status: number | null
}>

export type DeskServer = Readonly<{
  url: string
  /** What the product called, oldest first. */
  requests(): readonly RecordedRequest[]
  close(): Promise<void>
}>

type Sides = Readonly<{
  /** For what is said when it fails. */
  name: string
  /** 0: any that is free. */
  port?: number
  /** The customers and the faults, over HTTP: `/` and `/control` unless said otherwise. */
  isControl?(request: HttpRequest): boolean
  control(request: HttpRequest): Promise<Reply>
  /** The provider's API: answers, and tells the status; null when the connection was cut. */
  serve(request: HttpRequest, response: ServerResponse, url: string): Promise<number | null>
}>

/** Listens on this machine alone, and keeps what the product called. */
export async function openServer(sides: Sides): Promise<DeskServer> {
  const requests: RecordedRequest[] = []
  const { isControl = ({ path }: HttpRequest) => /^\/(control(\/|$)|$)/.test(path) } = sides
  let url = ''

  const server = createServer((incoming, response) => {
    take().catch((error: unknown) => {
      // Who hangs up in the middle of a request gets no answer, and that is no fault of ours.
      if (!incoming.errored) console.error(`The ${sides.name} emulator failed:`, error)
      response.destroy()
    })

    async function take(): Promise<void> {
      const request = await readRequest(incoming)
      if (isControl(request)) return send(response, await sides.control(request))

      const record = recordOf(request)
      const index = requests.push(record) - 1
      requests[index] = { ...record, status: await sides.serve(request, response, url) }
    }
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(sides.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  url = `http://127.0.0.1:${address.port}`

  return {
    url,
    requests: () => structuredClone(requests),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function recordOf(request: HttpRequest): RecordedRequest {
  const { method, path, query, headers } = request
  return {
    method,
    path,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(headers),
    body: bodyForRecord(request),
    status: null,
  }
}

function bodyForRecord(request: HttpRequest): unknown {
  if (request.body.length === 0) return null
  if (request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(request.body.toString()))
  }
  const body = jsonOf(request)
  return Object.keys(body).length > 0 ? body : `${request.body.length} bytes`
}
