import { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Outlet } from '../events/stream.ts'
import type { Env } from './endpoint.ts'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}
const highWaterMark = 64 * 1024
const opening = Buffer.from(': open\n\n')

type Listeners = Readonly<{
  /** The reader has taken what waited. */
  onDrain: () => void
  /** The reader has gone, or was let go. */
  onClose: () => void
}>

/** The answer to a question for the head alone: nobody would ever read more, nor end it. */
export function headOfStream(c: Context): Response | null {
  return c.req.method === 'HEAD' ? new Response(null, { headers }) : null
}

/**
 * Answers with server-sent events, written by whoever holds the outlet. A comment goes out at once, so that proxies
 * open the stream. Behind a port the bytes go straight to the connection: a web stream in between costs several times
 * the memory and the time (ADR 0022).
 */
export function openOutlet(c: Context<Env>, listeners: Listeners): { outlet: Outlet; response: Response } {
  const outgoing = outgoingOf(c)
  const { outlet, response } =
    outgoing === null
      ? webOutlet(listeners)
      : { outlet: nodeOutlet(outgoing, c.get('requestId'), listeners), response: alreadySent() }
  outlet.write(opening)
  return { outlet, response }
}

function nodeOutlet(outgoing: ServerResponse, requestId: string, { onDrain, onClose }: Listeners): Outlet {
  outgoing.on('drain', onDrain)
  outgoing.once('close', onClose)
  // A write that meets a connection which is just breaking.
  outgoing.on('error', onClose)
  // Neither chunks nor a length: the end of the connection is the end of the stream, and a write is one write.
  outgoing.removeHeader('transfer-encoding')
  outgoing.writeHead(200, { ...headers, 'x-request-id': requestId, connection: 'close' })
  if (outgoing.destroyed) setImmediate(onClose)
  return {
    get waitingBytes() {
      return outgoing.writableLength
    },
    write: (bytes) => void outgoing.write(bytes),
    end: () => void outgoing.end(),
    destroy: () => void outgoing.destroy(),
  }
}

// What the middleware makes of it is to stay marked. The adapter's Response answers from a cache, which has no room for
// the mark, until somebody has asked for its body; what is copied from it then has none either.
function alreadySent(): Response {
  const response = new Response(null, RESPONSE_ALREADY_SENT)
  void response.body
  return response
}

// Answers asked for without a port, as tests do.
function webOutlet({ onDrain, onClose }: Listeners) {
  let controller: ReadableStreamDefaultController<Uint8Array>
  let isClosed = false
  const close = (how: () => void) => {
    if (isClosed) return
    isClosed = true
    how()
    onClose()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (its) => {
        controller = its
      },
      pull: onDrain,
      cancel: () => close(() => undefined),
    },
    new ByteLengthQueuingStrategy({ highWaterMark }),
  )
  const outlet: Outlet = {
    get waitingBytes() {
      return isClosed ? 0 : highWaterMark - (controller.desiredSize ?? highWaterMark)
    },
    write: (bytes) => {
      if (!isClosed) controller.enqueue(bytes)
    },
    end: () => close(() => controller.close()),
    destroy: () => close(() => controller.error(new Error('The reader is too slow.'))),
  }
  return { outlet, response: new Response(body, { status: 200, headers }) }
}

function outgoingOf(c: Context): ServerResponse | null {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('outgoing' in env)) return null
  return env.outgoing instanceof ServerResponse ? env.outgoing : null
}
