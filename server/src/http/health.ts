import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { channels } from '../channels/list.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { mayReadMetrics } from '../metrics/access.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { addressOf } from './address.ts'
import type { Api, Env } from './endpoint.ts'
import { toProblem } from './problem.ts'
import { RequestLog } from './request-log.ts'

/** Whether we are alive and ready, and how requests went. */
export class Health {
  readonly metrics: Metrics
  readonly #db: Db
  readonly #config: Pick<Config, 'metrics' | 'trustedProxies'>
  readonly #requests = new RequestLog()
  isDraining = false

  constructor(db: Db, metrics: Metrics, config: Pick<Config, 'metrics' | 'trustedProxies'>) {
    this.#db = db
    this.metrics = metrics
    this.#config = config
  }

  /** Counts and logs a request by its route: paths may hold tokens, bodies hold people's words. */
  observe(c: Context<Env>, ms: number, log: Logger): void {
    const route = routePath(c, -1)
    const { method } = c.req
    const { status } = c.res
    this.metrics.observeRequest({ method, route, status, ms, channelType: channelTypeOf(c.req.path) })
    this.#requests.write(log, {
      requestId: c.get('requestId'),
      method,
      route,
      status,
      ms,
      path: c.req.path,
      caller: c.get('caller'),
    })
  }

  async check(): Promise<void> {
    if (this.isDraining) throw new AppError('unavailable', { detail: 'This process is going.', retryAfterSeconds: 2 })
    try {
      await sql`SELECT 1`.execute(this.#db)
    } catch (cause) {
      throw new AppError('unavailable', { detail: 'The database does not answer.', cause, retryAfterSeconds: 2 })
    }
  }

  /** @throws {AppError} when the figures are none of the caller's business. */
  requireReader(c: Context<Env>): void {
    const {
      metrics: { token },
      trustedProxies,
    } = this.#config
    const reader = {
      address: addressOf(c, trustedProxies),
      authorization: c.req.header('authorization'),
      isForwarded: ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some(
        (name) => c.req.header(name) !== undefined,
      ),
    }
    if (mayReadMetrics({ token, trustedProxies }, reader)) return
    if (token !== null) {
      throw new AppError('unauthenticated', { detail: 'Send `Authorization: Bearer <FAIRLEAD_METRICS_TOKEN>`.' })
    }
    throw new AppError('forbidden', {
      detail: 'Metrics are read from this machine, or with a token: set FAIRLEAD_METRICS_TOKEN.',
    })
  }
}

export function serveHealth(root: Api, health: Health): void {
  root.get('/healthz', (c) => c.json({ status: 'ok' }))
  root.get('/readyz', async (c) => {
    await health.check()
    return c.json({ status: 'ready' })
  })
  root.get('/metrics', async (c) => {
    health.requireReader(c)
    return c.body(await health.metrics.read(), 200, { 'content-type': health.metrics.contentType })
  })
}

/** The same without the rest, for a port of its own: of processes that serve nothing else. */
export function createHealthDoor(health: Health, log: Logger): Api {
  const root: Api = new OpenAPIHono<Env>()
  root.onError((error, c) => toProblem(error, c, log))
  root.notFound((c) => toProblem(new AppError('not_found'), c, log))
  serveHealth(root, health)
  return root
}

// Of the two doors by which customers' messages come in; '' for all others. A type that is none becomes no name.
function channelTypeOf(path: string): string {
  if (/^\/webchat\/[^/]+\/messages$/.test(path)) return 'webchat'
  const [, type] = /^\/webhooks\/([^/]+)\//.exec(path) ?? []
  if (type === undefined) return ''
  return Object.hasOwn(channels, type) ? type : 'unknown'
}
