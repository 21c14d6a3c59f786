import { ApiError, type Client, createClient } from '@fairlead/sdk'
import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { pino } from 'pino'
import type { Api, Caller, Env } from './endpoint.ts'
import { invalidRequest, toProblem } from './problem.ts'

/** Serves routes without a port, to a client for each caller: what a test asks goes through the contract both ways. */
export function serveForTest(serveRoutes: (api: Api) => void): (caller: Caller | null) => Client {
  const log = pino({ level: 'error' }, pino.destination({ fd: 2, sync: true }))
  const api: Api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error.issues)
    },
  })
  api.onError((error, c) => toProblem(error, c, log))
  serveRoutes(api)

  const app = new Hono<Env & { Bindings: { caller: Caller | null } }>()
  app.use(async (c, next) => {
    c.set('caller', c.env.caller)
    c.set('requestId', 'test')
    c.set('address', '127.0.0.1')
    await next()
  })
  app.route('/api/v1', api)

  return (caller) =>
    createClient({
      baseUrl: 'http://localhost',
      fetch: async (input, init) => app.request(input instanceof URL ? input.href : input, init, { caller }),
    })
}

/** For `assert.rejects`: the API's answer is this problem. */
export function isProblem(code: string): (error: unknown) => boolean {
  return (error) => error instanceof ApiError && error.code === code
}
