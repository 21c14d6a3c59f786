import { getPreferences, putPreferences } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { loadPreferences } from '../preferences/load.ts'
import { savePreferences } from '../preferences/save.ts'
import { type Api, serve } from './endpoint.ts'

export function servePreferences(api: Api, { database }: { database: Database }): void {
  serve(api, getPreferences, ({ caller: { workspaceId, memberId } }) =>
    loadPreferences(database.db, workspaceId, memberId),
  )

  serve(api, putPreferences, ({ body: given, caller: { workspaceId, memberId } }) =>
    database.transact((tx) => savePreferences(tx, { workspaceId, memberId, given })),
  )
}
