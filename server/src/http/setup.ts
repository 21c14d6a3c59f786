import { getSetup, postSetup } from '@fairlead/sdk'
import type { People } from '../auth/people.ts'
import type { Database } from '../db/database.ts'
import { install, isInstalled } from '../setup/install.ts'
import { type Api, serve } from './endpoint.ts'

export function serveSetup(api: Api, { database, people }: { database: Database; people: People }): void {
  serve(api, getSetup, async () => ({ isDone: await isInstalled(database.db) }))
  serve(api, postSetup, ({ body }) => install(database, people, body))
}
