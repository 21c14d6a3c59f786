import {
  deleteChannel,
  getChannelHealth,
  listChannels,
  patchChannel,
  postChannel,
  reconnectChannel,
  rotateSecret,
  testChannel,
} from '@fairlead/sdk'
import type { Logger } from 'pino'
import { openSecrets } from '../channels/account.ts'
import { checkChannel, learnChange, learnSettings, refusedByProvider } from '../channels/check.ts'
import * as connections from '../channels/connect.ts'
import { readHealth } from '../channels/health.ts'
import { presentChannel } from '../channels/present.ts'
import { unsubscribeChannel } from '../channels/subscribe.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Providers } from '../providers/providers.ts'
import { type Api, type Caller, hasRole, serve } from './endpoint.ts'

type Parts = Readonly<{ database: Database; providers: Providers; publicUrl: string; log: Logger }>

export function serveChannels(api: Api, { database, providers, publicUrl, log }: Parts): void {
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
  // Providers are asked before the transaction: nobody waits for them with rows held.
  serve(api, postChannel, async ({ caller, body: input }) => {
    const id = newId()
    const learned = await learnSettings(providers, caller.workspaceId, { id, input })
    return database.transact((tx) => connections.connectChannel(tx, context(caller), input, { id, learned }))
  })
  serve(api, patchChannel, async ({ caller, params: { id }, body }) => {
    const edit = await learnChange(database, providers, { workspaceId: caller.workspaceId, id, edit: body })
    return database.transact((tx) => connections.editChannel(tx, context(caller), id, edit))
  })
  serve(api, deleteChannel, async ({ caller, params: { id } }) => {
    await unsubscribeChannel(database, providers, log, { workspaceId: caller.workspaceId, id })
    await database.transact((tx) => connections.disconnectChannel(tx, context(caller), id))
  })

  serve(api, getChannelHealth, ({ caller, params }) => readHealth(db, caller.workspaceId, params.id))
  serve(api, testChannel, async ({ caller, params }) => {
    const checked = await checkChannel(database, providers, { ...context(caller), id: params.id })
    const problem = checked?.kind === 'done' ? (checked.value.problem ?? null) : checked
    return {
      isChecked: checked !== null,
      name: checked?.kind === 'done' ? checked.value.name : null,
      problem: problem && { code: problem.code, detail: problem.detail },
    }
  })
  serve(api, reconnectChannel, async ({ caller, params: { id } }) => {
    const checked = await checkChannel(database, providers, { ...context(caller), id })
    if (checked?.kind === 'failure') throw refusedByProvider(checked)
    return database.transact((tx) => connections.reconnectChannel(tx, context(caller), id))
  })
  serve(api, rotateSecret, ({ caller, params, body }) =>
    database.transact((tx) => connections.rotateSecret(tx, context(caller), params.id, body.secret)),
  )
}
