import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Api, Env } from './endpoint.ts'

/** Whether we are alive and ready, and how long requests take. */
export class Health {
  readonly registry = new Registry()
  readonly #db: Db
  readonly #duration = new Histogram({
    name: 'fairlead_http_request_seconds',
    help: 'How long requests took, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  })
  isDraining = false

  constructor(db: Db) {
    this.#db = db
    collectDefaultMetrics({ register: this.registry })
  }

  /** Counts and logs a request by its route: paths may hold tokens, bodies hold people's words. */
  observe(c: Context<Env>, ms: number, log: Logger): void {
    const route = routePath(c, -1)
    this.#duration.observe({ route, method: c.req.method, status: String(c.res.status) }, ms / 1000)
    log.debug(
      { requestId: c.get('requestId'), method: c.req.method, route, status: c.res.status, ms: Math.round(ms) },
      'request',
    )
  }

  async check(): Promise<void> {
    try {
      await sql`SELECT 1`.execute(this.#db)
    } catch (cause) {
      throw new AppError('unavailable', { detail: 'The database does not answer.', cause, retryAfterSeconds: 2 })
    }
  }
}

export function serveHealth(root: Api, health: Health): void {
  root.get('/healthz', (c) => c.json({ status: 'ok' }))
  root.get('/readyz', async (c) => {
    await health.check()
    return c.json({ status: 'ready' })
  })
  root.get('/metrics', async (c) =>
    c.body(await health.registry.metrics(), 200, { 'content-type': health.registry.contentType }),
  )
}
