/**
 * Where the code says what a trace should show. Without `startTracing` a `traced` piece of work is simply done, and
 * nothing of OpenTelemetry is loaded. Attributes are ids, names of ours and numbers, never what people wrote.
 */
import type { Config } from '../config.ts'

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

export type Span = Readonly<{
  /** What is known only later. Null and undefined are left out. */
  set: (attributes: Attributes) => void
  rename: (name: string) => void
}>

export type SpanOptions = Readonly<{
  kind?: 'server' | 'client' | 'consumer' | 'internal'
  /** The `traceparent` it goes on from; without one, from what surrounds it. */
  from?: string | null | undefined
}>

export interface Tracer {
  run<T>(name: string, attributes: Attributes, work: (span: Span) => Promise<T>, options: SpanOptions): Promise<T>
  /** The `traceparent` of what is under way. */
  current(): string | null
  stop(): Promise<void>
}

const lastSpansWithinMs = 1_500

let tracer: Tracer | null = null
const noSpan: Span = { set: () => undefined, rename: () => undefined }

export function traced<T>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
  options: SpanOptions = {},
): Promise<T> {
  return tracer === null ? work(noSpan) : tracer.run(name, attributes, work, options)
}

export function isTracing(): boolean {
  return tracer !== null
}

/** What a job is told, with the trace that led to it. */
export function withTrace<T extends object>(payload: T): T & { traceparent?: string } {
  const traceparent = tracer?.current() ?? null
  return traceparent === null ? payload : { ...payload, traceparent }
}

/** For the whole process: there is one receiver of traces. Returns what sends the last spans and ends it. */
export async function startTracing(traces: Config['traces'], version: string): Promise<() => Promise<void>> {
  if (traces === null) return async () => undefined
  const { openTelemetry } = await import('./open-telemetry.ts')
  const own = openTelemetry(traces, version)
  tracer = own
  return async () => {
    if (tracer === own) tracer = null
    // A receiver that is away must not keep the process from ending.
    const tooLate = Promise.withResolvers<void>()
    const timer = setTimeout(tooLate.resolve, lastSpansWithinMs)
    await Promise.race([own.stop(), tooLate.promise])
    clearTimeout(timer)
  }
}
