import { reportPromises } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { countPromises } from '../reports/promises.ts'
import { type Api, serve } from './endpoint.ts'

export function serveReports(api: Api, { database }: { database: Database }): void {
  serve(api, reportPromises, ({ query, caller }) =>
    countPromises(database.db, { ...query, workspaceId: caller.workspaceId }),
  )
}
