import { changeConversations, listCountdowns, listNearDeadlines } from '@fairlead/sdk'
import { readNearDeadlines } from '../assignment/near-deadlines.ts'
import { changeMany } from '../conversations/bulk.ts'
import * as countdowns from '../conversations/countdowns.ts'
import type { Database } from '../db/database.ts'
import { type Api, serve } from './endpoint.ts'

export function serveManyConversations(api: Api, { database }: { database: Database }): void {
  const { db } = database
  serve(api, changeConversations, ({ caller, body }) => {
    const { workspaceId, memberId, name } = caller
    return changeMany(database, { ...body, workspaceId, member: { id: memberId, name } })
  })
  serve(api, listCountdowns, async ({ caller, query }) => ({
    data: await countdowns.listCountdowns(db, caller.workspaceId, query.conversationIds.split(',')),
  }))
  serve(api, listNearDeadlines, async ({ caller }) => ({
    data: (await readNearDeadlines(db, caller.workspaceId)).map(({ id, deadlineAt }) => ({
      conversationId: id,
      deadlineAt: new Date(deadlineAt).toISOString(),
    })),
  }))
}
