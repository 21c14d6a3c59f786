import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { isTracing, traced } from '../tracing/trace.ts'
import type { Env } from './endpoint.ts'
import { conversationOf } from './request-log.ts'

/** A span for each request, named after its route. Goes on from the caller's `traceparent`. */
export const traceRequests: MiddlewareHandler<Env> = async (c, next) => {
  if (!isTracing()) return next()
  await traced(
    c.req.method,
    { 'http.request.method': c.req.method, 'fairlead.request_id': c.get('requestId') },
    async (span) => {
      await next()
      const route = routePath(c, -1)
      const caller = c.get('caller')
      span.rename(`${c.req.method} ${route}`)
      span.set({
        'http.route': route,
        'http.response.status_code': c.res.status,
        'fairlead.workspace_id': caller?.workspaceId,
        'fairlead.conversation_id': conversationOf(c.req.path),
      })
    },
    { kind: 'server', from: c.req.header('traceparent') },
  )
}
