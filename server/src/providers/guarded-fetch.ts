/**
 * The one door out. Everything the server asks of others goes through here: with a time limit, a size limit, and no
 * way into the private network, which an address from a provider or a manager might otherwise point at. The address is
 * checked after it is resolved, by the connection itself, so that a name cannot change its mind in between.
 */
import { lookup as dnsLookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type OutboundRequest = Readonly<{
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body: Uint8Array | string | AsyncIterable<Uint8Array> | null
  timeoutMs: number
  /** Gives up before that. */
  signal?: AbortSignal
}>

export type OutboundResponse = Readonly<{ status: number; headers: Headers; body: AsyncIterable<Uint8Array> }>

export type GuardedFetch = (request: OutboundRequest) => Promise<OutboundResponse>

/** `isWritten`: the other side may have got the request. */
export class OutboundError extends Error {
  readonly isWritten: boolean

  constructor(message: string, isWritten: boolean, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OutboundError'
    this.isWritten = isWritten
  }
}

/** Where nobody goes: into the private network, or by something that is not HTTP. Never worth trying again. */
export class RefusedAddress extends OutboundError {
  constructor(message: string) {
    super(message, false)
    this.name = 'RefusedAddress'
  }
}

const privateNetworks = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  privateNetworks.addSubnet(address, prefix, 'ipv4')
}
for (const [address, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  privateNetworks.addSubnet(address, prefix, 'ipv6')
}

export function isPrivateAddress(address: string): boolean {
  return privateNetworks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Redirects are not followed: the caller sees them, and no credential travels on. */
export function createGuardedFetch({ allowPrivateNetwork }: { allowPrivateNetwork: boolean }): GuardedFetch {
  return async ({ method, url, headers, body, timeoutMs, signal }) => {
    const target = new URL(url)
    if (target.protocol !== 'http:' && target.protocol !== 'https:') {
      throw new RefusedAddress(`${target.protocol} is not spoken here`)
    }
    if (!allowPrivateNetwork && isIP(bare(target.hostname)) && isPrivateAddress(bare(target.hostname))) {
      throw refused(target.hostname)
    }

    const send = target.protocol === 'https:' ? httpsRequest : httpRequest
    let isWritten = false
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = send(target, {
        method,
        headers: withLength(headers, body),
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
        ...(allowPrivateNetwork ? {} : { lookup: publicLookup }),
      })
      request.on('response', resolve)
      request.on('error', (cause) => {
        reject(cause instanceof RefusedAddress ? cause : new OutboundError(describe(cause), isWritten, { cause }))
      })
      // Without either: an answer that switches to another protocol.
      request.on('close', () => reject(new OutboundError('the connection was closed without an answer', isWritten)))
      request.on('socket', (socket) => {
        const connected = () => {
          isWritten = true
        }
        if (socket.connecting) socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', connected)
        else connected()
      })

      if (body === null || typeof body === 'string' || body instanceof Uint8Array) request.end(body ?? undefined)
      else
        pipeline(Readable.from(body), request).catch((cause) =>
          reject(new OutboundError(describe(cause), isWritten, { cause })),
        )
    })
    return { status: response.statusCode ?? 0, headers: toHeaders(response), body: readBody(response) }
  }
}

/** The whole body as text. @throws {OutboundError} when it is longer than `maxBytes`. */
export async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new OutboundError(`the answer is longer than ${maxBytes} bytes`, true)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function* readBody(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* response as AsyncIterable<Uint8Array>
  } catch (cause) {
    throw new OutboundError(describe(cause), true, { cause })
  }
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0)
    const isPrivate = addresses.some(({ address }) => isPrivateAddress(address))
    const first = addresses[0]
    if (isPrivate || !first) return callback(refused(hostname), '', 0)
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

function refused(hostname: string): RefusedAddress {
  return new RefusedAddress(
    `${hostname} is an address of the private network. Set FAIRLEAD_ALLOW_PRIVATE_NETWORK=true if that is meant.`,
  )
}

// IPv6 addresses stand in brackets in an URL.
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function withLength(headers: OutboundRequest['headers'], body: OutboundRequest['body']): Record<string, string> {
  const length =
    typeof body === 'string' ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : null
  return { 'user-agent': 'Fairlead', ...headers, ...(length === null ? {} : { 'content-length': String(length) }) }
}

function toHeaders(response: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [key, value] of Object.entries(response.headers)) {
    for (const item of [value ?? []].flat()) headers.append(key, item)
  }
  return headers
}

// As it is, or as the reason of an abort.
function isTimeout(error: Error): boolean {
  return error.name === 'TimeoutError' || (error.cause instanceof Error && isTimeout(error.cause))
}

function describe(cause: unknown): string {
  if (cause instanceof OutboundError) return cause.message
  if (cause instanceof Error && isTimeout(cause)) return 'no answer in time'
  return cause instanceof Error ? cause.message : String(cause)
}
