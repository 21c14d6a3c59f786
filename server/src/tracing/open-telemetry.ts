/** The only file that knows OpenTelemetry, loaded only when traces were asked for. */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Attributes as ApiAttributes,
  type Span as ApiSpan,
  type Context,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Config } from '../config.ts'
import type { Attributes, Span, SpanOptions, Tracer } from './trace.ts'

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const

export function openTelemetry({ url, serviceName, share }: NonNullable<Config['traces']>, version: string): Tracer {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': version,
      'process.pid': process.pid,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    // Spans that nobody takes are dropped when 2048 wait: a receiver that is away costs nothing but its traces.
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url, timeoutMillis: 5_000 }) })],
  })
  const api = provider.getTracer('fairlead', version)
  const surrounding = new AsyncLocalStorage<ApiSpan>()

  return {
    run(name, attributes, work, { kind = 'internal', from }) {
      const span = api.startSpan(name, { kind: kinds[kind], attributes: present(attributes) }, parentOf(from))
      return surrounding.run(span, async () => {
        try {
          return await work(toSpan(span))
        } catch (error) {
          // Not its message: that may quote what somebody wrote.
          span.setStatus({ code: SpanStatusCode.ERROR })
          span.setAttribute('error.type', typeOf(error))
          throw error
        } finally {
          span.end()
        }
      })
    },
    current() {
      const context = surrounding.getStore()?.spanContext()
      return context ? toTraceparent(context) : null
    },
    stop: () => provider.shutdown().catch(() => undefined),
  }

  function parentOf(from: SpanOptions['from']): Context {
    const remote = from ? readTraceparent(from) : null
    if (remote) return trace.setSpanContext(ROOT_CONTEXT, remote)
    const span = surrounding.getStore()
    return span ? trace.setSpan(ROOT_CONTEXT, span) : ROOT_CONTEXT
  }
}

/** The W3C's header, of any version; null when it is none. */
function readTraceparent(header: string): SpanContext | null {
  const [, version, traceId, spanId, flags] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(header.trim()) ?? []
  if (version === undefined || version === 'ff' || /^0+$/.test(traceId!) || /^0+$/.test(spanId!)) return null
  return { traceId: traceId!, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16) & 1, isRemote: true }
}

function toTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags & 1}`
}

function toSpan(span: ApiSpan): Span {
  return {
    set: (attributes) => void span.setAttributes(present(attributes)),
    rename: (name) => void span.updateName(name),
  }
}

function present(attributes: Attributes): ApiAttributes {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string | number | boolean] => entry[1] != null),
  )
}

function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
