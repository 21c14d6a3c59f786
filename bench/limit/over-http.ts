import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Database } from '../../server/src/db/database.ts'
import { beforeExit } from '../load/exit.ts'
import { Load, type Plan } from '../load/load.ts'
import { dropSchema, makeSchema } from './measure.ts'

type OverHttp = Readonly<{
  databaseUrl: string
  agents: number
  appSecret: string
  connections: number
  requests: Plan['requests']
  seconds: number
}>

/**
 * Webhooks a second of the least server that could be called one (see `least-server.ts`), under the load that ours is
 * put under. What lies between this and `limit_one` is the cost of HTTP; what lies between this and ours is the product.
 */
export async function measureOverHttp(trial: OverHttp): Promise<number> {
  const { databaseUrl, agents, appSecret, connections, requests, seconds } = trial
  await using database = new Database(databaseUrl, { maxConnections: 1 })
  await makeSchema(database.pool, agents)
  const child = fork(join(import.meta.dirname, 'least-server.ts'), [databaseUrl, appSecret])
  const stop = beforeExit(async () => {
    const exited = once(child, 'exit')
    child.disconnect()
    await exited
  })
  try {
    const [port] = (await once(child, 'message')) as [number]
    await using load = await Load.start({ url: `http://127.0.0.1:${port}`, connections, requests })
    await load.run({ seconds: seconds / 2 })
    const report = await load.run({ seconds })
    if (report.errors > 0) throw new Error(`The least server failed ${report.errors} times.`)
    return Math.round(report.count / report.seconds)
  } finally {
    await stop()
    await dropSchema(database.pool)
  }
}
