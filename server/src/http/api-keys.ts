import { deleteApiKey, listApiKeys, postApiKey } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import * as apiKeys from '../members/api-keys.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

export function serveApiKeys(api: Api, { database }: { database: Database }): void {
  serve(api, listApiKeys, async ({ caller }) => ({
    data: await apiKeys.listApiKeys(database.db, { workspaceId: caller.workspaceId, by: keeper(caller) }),
  }))

  serve(api, postApiKey, async ({ body: { name, memberId }, caller }) => {
    const { apiKey, key } = await database.transact((tx) =>
      apiKeys.makeApiKey(tx, {
        workspaceId: caller.workspaceId,
        by: keeper(caller),
        memberId: memberId ?? caller.memberId,
        name,
      }),
    )
    return { ...apiKey, key }
  })

  serve(api, deleteApiKey, async ({ params: { id }, caller }) => {
    await database.transact((tx) =>
      apiKeys.revokeApiKey(tx, { workspaceId: caller.workspaceId, id, by: keeper(caller) }),
    )
    return undefined
  })
}

function keeper({ memberId, role }: Caller) {
  return { id: memberId, role }
}
