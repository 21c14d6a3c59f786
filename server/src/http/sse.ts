import type { Context } from 'hono'
import type { LiveEvents } from '../events/live.ts'
import { mostWaitingBytes, type OpenStream } from '../events/stream.ts'
import type { Env } from './endpoint.ts'
import { headOfStream, openOutlet } from './outlet.ts'

const beat = Buffer.from(': beat\n\n')

/** One server-sent event; `id` is what `Last-Event-ID` brings back. */
export type StreamItem = Readonly<{ id: number; event?: string; data: unknown }>

/** Answers with server-sent events until the source ends or the reader goes. */
export function streamEvents(
  c: Context<Env>,
  live: LiveEvents,
  source: (signal: AbortSignal) => AsyncGenerator<readonly StreamItem[]>,
  onEnd: () => void,
): Response {
  const head = headOfStream(c)
  if (head) {
    onEnd()
    return head
  }
  let wasFull = false
  const abort = new AbortController()
  let drained: () => void = () => undefined
  const finish = () => {
    if (abort.signal.aborted) return
    abort.abort()
    drained()
    release()
    onEnd()
  }
  const { outlet, response } = openOutlet(c, { onDrain: () => drained(), onClose: finish })
  const stream: OpenStream = {
    pass: null,
    beat: () => {
      const isFull = outlet.waitingBytes > mostWaitingBytes
      if (!isFull) outlet.write(beat)
      // Full since the last time: nobody reads.
      else if (wasFull) leave()
      wasFull = isFull
    },
    end: (retryMs) => {
      if (abort.signal.aborted) return
      if (retryMs !== undefined) outlet.write(Buffer.from(`retry: ${retryMs}\n\n`))
      finish()
      outlet.end()
    },
  }
  const leave = () => {
    finish()
    outlet.destroy()
  }
  const release = live.keepAlive(stream)

  const pump = async () => {
    for await (const items of source(abort.signal)) {
      if (abort.signal.aborted) return
      outlet.write(Buffer.from(items.map(format).join('')))
      // What comes meanwhile waits with the source, which knows how much is too much.
      while (outlet.waitingBytes > mostWaitingBytes && !abort.signal.aborted) {
        await new Promise<void>((resolve) => {
          drained = resolve
        })
      }
    }
  }
  pump().then(
    () => stream.end(),
    () => stream.end(),
  )
  return response
}

function format({ id, event, data }: StreamItem): string {
  return `id: ${id}\n${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`
}
