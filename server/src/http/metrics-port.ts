import { type ServerType, serve } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createHealthDoor, type Health } from './health.ts'

/** A door for `/metrics`, `/healthz` and `/readyz` alone: of a worker, or where the other port is open to the world. */
export async function openMetricsPort(
  { metrics: { port }, host }: Pick<Config, 'metrics' | 'host'>,
  health: Health,
  log: Logger,
): Promise<{ close: () => void } | null> {
  if (port === null) return null
  const opened = Promise.withResolvers<ServerType>()
  const options = { fetch: createHealthDoor(health, log).fetch, port, ...(host ? { hostname: host } : {}) }
  const server = serve(options, (address) => {
    log.info({ port: address.port }, 'metrics are read here')
    opened.resolve(server)
  })
  server.once('error', opened.reject)
  await opened.promise
  return {
    close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
  }
}
