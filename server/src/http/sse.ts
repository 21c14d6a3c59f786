import type { Context } from 'hono'

const heartbeatMs = 20_000
/** How often an open stream asks whether its reader may still read. */
const recheckMs = 60_000

/** One server-sent event; `id` is what `Last-Event-ID` brings back. */
export type StreamItem = Readonly<{ id: number; event?: string; data: unknown }>

/**
 * Answers with server-sent events until the source ends or the reader goes. A comment goes out at once, so that
 * proxies open the stream, and every 20 s, so that both ends notice a dead connection.
 */
export function streamEvents(
  c: Context,
  open: (signal: AbortSignal) => AsyncGenerator<readonly StreamItem[]>,
  {
    onEnd = () => undefined,
    mayStay = async () => true,
  }: { onEnd?: () => void; mayStay?: () => Promise<boolean> } = {},
): Response {
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  }
  // Nobody would ever read it, nor end it.
  if (c.req.raw.method === 'HEAD') {
    onEnd()
    return c.body(null, 200, headers)
  }

  const abort = new AbortController()
  const encoder = new TextEncoder()
  let isReaderGone = false
  let heartbeat: NodeJS.Timeout
  let recheck: NodeJS.Timeout

  const end = () => {
    if (abort.signal.aborted) return
    clearInterval(heartbeat)
    clearInterval(recheck)
    abort.abort()
    onEnd()
  }
  const leave = () => {
    isReaderGone = true
    end()
  }
  c.req.raw.signal.addEventListener('abort', leave, { once: true })

  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const write = (text: string) => {
          if (!abort.signal.aborted) controller.enqueue(encoder.encode(text))
        }
        write(': open\n\n')
        heartbeat = setInterval(() => write(': beat\n\n'), heartbeatMs)
        recheck = setInterval(() => {
          mayStay().then(
            (isAllowed) => isAllowed || end(),
            () => undefined,
          )
        }, recheckMs)
        try {
          for await (const items of open(abort.signal)) {
            write(items.map(format).join(''))
            // A reader that does not take what it is given holds us here; the source then counts its backlog.
            while (!abort.signal.aborted && (controller.desiredSize ?? 0) <= 0) await pause(50)
          }
        } finally {
          end()
          if (!isReaderGone) controller.close()
        }
      },
      cancel: leave,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 256 * 1024 }),
  )

  return c.body(body, 200, headers)
}

function format({ id, event, data }: StreamItem): string {
  return `id: ${id}\n${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
