import {
  deleteScheduledMessage,
  listScheduledMessages,
  patchScheduledMessage,
  postScheduledMessage,
} from '@fairlead/sdk'
import { loadConversation } from '../conversations/present.ts'
import type { Database } from '../db/database.ts'
import { found } from '../errors.ts'
import { changeScheduled, scheduleMessage, takeBackScheduled } from '../scheduled/schedule.ts'
import { listScheduled } from '../scheduled/scheduled.ts'
import { type Api, serve } from './endpoint.ts'

export function serveScheduledMessages(api: Api, { database }: { database: Database }): void {
  const { db } = database

  serve(api, listScheduledMessages, async ({ caller: { workspaceId }, params: { id } }) => {
    found(await loadConversation(db, workspaceId, id))
    return { data: await listScheduled(db, workspaceId, id) }
  })
  serve(api, postScheduledMessage, ({ caller, params: { id: conversationId }, body: given }) =>
    database.transact((tx) => scheduleMessage(tx, caller, { conversationId, given })),
  )
  serve(api, patchScheduledMessage, ({ caller, params: { id }, body: given }) =>
    database.transact((tx) => changeScheduled(tx, caller, { id, given })),
  )
  serve(api, deleteScheduledMessage, async ({ caller, params: { id } }) => {
    await database.transact((tx) => takeBackScheduled(tx, caller, id))
  })
}
