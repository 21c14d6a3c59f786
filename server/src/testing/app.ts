import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@fairlead/sdk'
import { type Logger, pino } from 'pino'
import { type App, createApp } from '../app.ts'
import type { Config } from '../config.ts'
import { createTestDatabase } from '../db/testing.ts'
import type { Caller } from '../http/endpoint.ts'
import { keepForEver } from '../retention/keep.ts'
import { providerUrls } from './providers.ts'
import { apiKeyOf, secret } from './scene.ts'

/** What goes wrong is seen; what a test provokes is not worth a line. */
export const quiet = pino({ level: 'fatal' }, pino.destination({ fd: 2, sync: true }))

export type TestApp = App & Readonly<{ dataDir: string; databaseUrl: string; [Symbol.asyncDispose](): Promise<void> }>

/** The whole server on a database and a folder of its own. It answers `fetch` without a port, and one when started. */
export async function openApp(config: Partial<Config> = {}, log: Logger = quiet): Promise<TestApp> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'fairlead-app-'))
  const app = await createApp({ ...standard, dataDir, databaseUrl: database.url, ...config }, log)
  return {
    ...app,
    dataDir,
    databaseUrl: database.url,
    async [Symbol.asyncDispose]() {
      await app.stop()
      await database[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Asks the app's API as this member, with a key of theirs, without a port. */
export async function clientOf(app: App, caller: Caller): Promise<Client> {
  return createClient({
    baseUrl: 'http://localhost',
    apiKey: await apiKeyOf(app, caller),
    fetch: async (input, init) => app.fetch(new Request(input, init)),
  })
}

const standard: Omit<Config, 'dataDir' | 'databaseUrl'> = {
  port: 0,
  host: null,
  publicUrl: 'http://localhost:3000',
  secret,
  roles: ['web'],
  allowPrivateNetwork: true,
  trustedProxies: 0,
  logLevel: 'silent',
  brotliQuality: 4,
  metrics: { token: null, port: null },
  traces: null,
  keep: keepForEver,
  providers: providerUrls(),
}
