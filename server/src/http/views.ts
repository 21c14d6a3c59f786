import { deleteView, listViews, patchView, postView, previewView } from '@fairlead/sdk'
import { previewFilter } from '../conversations/list.ts'
import type { Database } from '../db/database.ts'
import { changeView } from '../views/change.ts'
import * as deletion from '../views/delete.ts'
import { makeView } from '../views/make.ts'
import * as views from '../views/queries.ts'
import type { Viewing } from '../views/viewing.ts'
import { type Api, type Caller, hasRole, serve } from './endpoint.ts'

export function serveViews(api: Api, { database }: { database: Database }): void {
  serve(api, listViews, async ({ caller }) => ({ data: await views.listViews(database.db, caller) }))
  serve(api, previewView, ({ caller, body }) => previewFilter(database.db, caller, body.filter))
  serve(api, postView, ({ caller, body }) => database.transact((tx) => makeView(tx, viewingOf(caller), body)))
  serve(api, patchView, ({ caller, params, body }) =>
    database.transact((tx) => changeView(tx, viewingOf(caller), params.id, body)),
  )
  serve(api, deleteView, async ({ caller, params }) => {
    await database.transact((tx) => deletion.deleteView(tx, viewingOf(caller), params.id))
  })
}

function viewingOf(caller: Caller): Viewing {
  const { workspaceId, memberId } = caller
  return { workspaceId, memberId, isManager: hasRole(caller, 'manager') }
}
