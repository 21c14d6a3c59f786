import { deleteChannel, listChannels, listTemplates, patchChannel, postChannel } from '@fairlead/sdk'
import { openSecrets } from '../channels/account.ts'
import { connectChannel, disconnectChannel, editChannel } from '../channels/connect.ts'
import { presentChannel } from '../channels/present.ts'
import { readTemplates } from '../channels/templates.ts'
import type { Database } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { type Api, type Caller, hasRole, serve } from './endpoint.ts'

export function serveChannels(
  api: Api,
  { database, providers, publicUrl }: { database: Database; providers: Providers; publicUrl: string },
): void {
  const { db } = database
  const { secrets } = providers
  const context = (caller: Caller) => ({
    workspaceId: caller.workspaceId,
    actor: { type: 'member', id: caller.memberId } as const,
    secrets,
    publicUrl,
  })

  serve(api, listChannels, async ({ caller }) => {
    const rows = await db
      .selectFrom('channel')
      .selectAll()
      .where('workspace_id', '=', caller.workspaceId)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute()
    const maySee = hasRole(caller, 'manager')
    return {
      data: rows.map((row) =>
        presentChannel(row, maySee ? { open: openSecrets(secrets, row.id, row.secrets), publicUrl } : null),
      ),
    }
  })
  serve(api, postChannel, ({ caller, body }) => database.transact((tx) => connectChannel(tx, context(caller), body)))
  serve(api, patchChannel, ({ caller, params, body }) =>
    database.transact((tx) => editChannel(tx, context(caller), params.id, body)),
  )
  serve(api, deleteChannel, async ({ caller, params }) => {
    await database.transact((tx) => disconnectChannel(tx, context(caller), params.id))
  })
  serve(api, listTemplates, async ({ caller, params }) => ({
    data: await readTemplates(db, providers, caller.workspaceId, params.id),
  }))
}
