import type { VisitorEvent } from '@fairlead/sdk'
import { backoffMs } from './backoff.ts'
import { isPassing } from './doors.ts'
import { type Alarm, pause } from './pause.ts'
import { createSseParser } from './sse.ts'

export type Following = Readonly<{
  /** Asks for the stream of what came after `cursor`. */
  open(cursor: number, signal: AbortSignal): Promise<Response>
  cursor: number
  alarm: Alarm
  signal: AbortSignal
  /** The server says something at least every 20 s; a stream silent for longer than this is dead. */
  silenceMs: number
  onEvent(event: VisitorEvent): void
  onStatus(isLive: boolean): void
}>

/**
 * Follows the stream of events until the signal is aborted, from wherever it broke off.
 *
 * @throws {Refusal} when the server will not have it: the caller begins a new session.
 */
export async function followEvents(following: Following): Promise<void> {
  const { alarm, signal, onEvent, onStatus } = following
  let { cursor } = following
  let attempt = 0

  while (!signal.aborted) {
    // A new one each time: half an event from a stream that broke must not run into the next.
    const read = createSseParser(({ id, data }) => {
      const event = parseEvent(data)
      if (event) onEvent(event)
      if (/^\d+$/.test(id)) cursor = Number(id)
    })
    try {
      await readStream(following, cursor, (chunk) => {
        attempt = 0
        onStatus(true)
        read(chunk)
      })
    } catch (error) {
      if (!isPassing(error)) throw error
    }
    if (signal.aborted) return
    onStatus(false)
    await pause(backoffMs(attempt++, Math.random()), alarm, signal)
  }
}

async function readStream(following: Following, cursor: number, onChunk: (chunk: string) => void): Promise<void> {
  const { alarm, signal, silenceMs } = following
  const attempt = new AbortController()
  let heardAt = Date.now()

  const stop = () => attempt.abort()
  // By the clock and not by one long timer: timers stand still in a tab that sleeps.
  const check = () => {
    if (Date.now() - heardAt > silenceMs) stop()
  }
  const watch = setInterval(check, Math.min(5000, silenceMs))
  alarm.addEventListener('wake', check)
  signal.addEventListener('abort', stop)

  try {
    const response = await following.open(cursor, attempt.signal)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      heardAt = Date.now()
      onChunk(chunk.value)
    }
  } finally {
    clearInterval(watch)
    alarm.removeEventListener('wake', check)
    signal.removeEventListener('abort', stop)
    stop()
  }
}

// What we cannot read is for a newer widget.
function parseEvent(data: string): VisitorEvent | null {
  try {
    const event: VisitorEvent = JSON.parse(data)
    return typeof event?.type === 'string' ? event : null
  } catch {
    return null
  }
}
