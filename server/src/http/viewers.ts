import { deleteViewing, putViewing } from '@fairlead/sdk'
import { requireConversation } from '../conversations/require.ts'
import type { Database } from '../db/database.ts'
import { leaveConversation, viewConversation } from '../viewers/view.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

/** Who has a conversation open, told while it lasts. */
export function serveViewers(api: Api, { database }: { database: Database }): void {
  serve(api, putViewing, async ({ caller, params, body }) => ({
    viewers: [...(await viewConversation(database, { ...placeOf(caller, params), ...body }))],
  }))
  serve(api, deleteViewing, async ({ caller, params }) => {
    await requireConversation(database.db, caller.workspaceId, params.id)
    await leaveConversation(database, placeOf(caller, params))
  })
}

function placeOf({ workspaceId, memberId }: Caller, { id }: { id: string }) {
  return { workspaceId, conversationId: id, memberId }
}
