import { deleteDraft, getDraft, listDrafts, putDraft } from '@fairlead/sdk'
import { requireConversation } from '../conversations/require.ts'
import type { Database } from '../db/database.ts'
import { dropDraft, keepDraft } from '../drafts/keep.ts'
import * as drafts from '../drafts/list.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

export function serveDrafts(api: Api, { database }: { database: Database }): void {
  serve(api, listDrafts, async ({ caller }) => ({ data: await drafts.listDrafts(database.db, caller) }))

  serve(api, getDraft, async ({ caller, params: { id } }) => {
    await requireConversation(database.db, caller.workspaceId, id)
    return { draft: await drafts.getDraft(database.db, caller, id) }
  })

  serve(api, putDraft, ({ caller, params, body }) =>
    database.transact((tx) => keepDraft(tx, placeOf(caller, params), body)),
  )

  serve(api, deleteDraft, async ({ caller, params }) => {
    await requireConversation(database.db, caller.workspaceId, params.id)
    await database.transact((tx) => dropDraft(tx, placeOf(caller, params)))
  })
}

function placeOf({ workspaceId, memberId }: Caller, { id }: { id: string }) {
  return { workspaceId, memberId, conversationId: id }
}
