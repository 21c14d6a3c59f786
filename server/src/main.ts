import { pino } from 'pino'
import { type App, createApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { logOptions } from './logging.ts'

const stopWithinMs = 9_500

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2))
  const log = pino(logOptions(config.logLevel))

  // Before anything is started: a signal that comes meanwhile must not leave a database behind.
  const starting = Promise.withResolvers<App>()
  starting.promise.catch(() => undefined)
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(code || 1), stopWithinMs).unref()
    await starting.promise
      .then((app) => app.stop())
      .catch((error: unknown) => log.error({ err: error }, 'could not stop calmly'))
    process.exit(code)
  }
  process.on('SIGTERM', () => void stop(0))
  process.on('SIGINT', () => void stop(0))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))

  const app = await createApp(config, log, (error) => {
    log.fatal({ err: error }, error.message)
    void stop(1)
  })
  starting.resolve(app)
  if (isStopping) return
  const { port } = await app.start().catch(async (error: unknown) => {
    await app.stop().catch(() => undefined)
    throw error
  })
  log.info({ roles: config.roles, port }, 'ready')
  if (config.roles.includes('web')) console.error(`Fairlead is ready on ${config.publicUrl}`)
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(1)
})

// What an operator can act on is said in a sentence; a stack is for what nobody foresaw.
function explain(error: unknown): string {
  if (error instanceof ConfigError) return `The configuration is wrong:\n${error.message}`
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken by another program. Stop that, or choose another with PORT=….'
  }
  if (error instanceof Error && 'code' in error) return `${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
