import { listTemplates, syncTemplates } from '@fairlead/sdk'
import { refusedByProvider } from '../channels/check.ts'
import type { Database } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { readTemplates, requireTemplates } from '../templates/list.ts'
import * as templates from '../templates/sync.ts'
import { type Api, serve } from './endpoint.ts'

type Parts = Readonly<{ database: Database; providers: Providers }>

export function serveTemplates(api: Api, { database, providers }: Parts): void {
  const { db } = database

  serve(api, listTemplates, ({ caller: { workspaceId }, params }) =>
    readTemplates(db, { workspaceId, channelId: params.id }),
  )
  serve(api, syncTemplates, async ({ caller: { workspaceId }, params }) => {
    const channel = { workspaceId, channelId: params.id }
    await requireTemplates(db, channel)
    const failed = await templates.syncTemplates(database, providers, channel)
    if (failed) throw refusedByProvider(failed)
    return readTemplates(db, channel)
  })
}
