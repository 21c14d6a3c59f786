import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { encodingOf } from './encoding.ts'
import type { Env } from './endpoint.ts'

const squeeze = promisify(gzip)
const leastBytes = 1024
// Half of what a list of conversations takes at the highest level, for a tenth of the time.
const level = 4

/**
 * Sends JSON of some size compressed. Streams are left alone: an event has to arrive when it happens. Nothing secret
 * stands beside what a stranger may choose in these answers, so that its size tells nothing.
 */
export function compressJson(): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    const { headers, body, status } = c.res
    if (body === null || !isJson(headers.get('content-type')) || headers.has('content-encoding')) return
    headers.append('vary', 'accept-encoding')
    if (encodingOf(c.req.header('accept-encoding'), ['gzip']) === null) return

    const plain = new Uint8Array(await c.res.arrayBuffer())
    const isWorthIt = plain.length >= leastBytes
    const sent = isWorthIt ? new Uint8Array(await squeeze(plain, { level })) : plain
    const all = new Headers(headers)
    all.delete('content-length')
    if (isWorthIt) all.set('content-encoding', 'gzip')
    // Hono joins the headers of the answer before with those of the new one.
    c.res = undefined
    c.res = new Response(sent, { status, headers: all })
  }
}

function isJson(type: string | null): boolean {
  return type !== null && /^application\/(json|problem\+json)\b/.test(type)
}
