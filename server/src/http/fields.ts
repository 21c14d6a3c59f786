import { deleteField, listFields, patchField, postField } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { changeField } from '../fields/change.ts'
import * as deletion from '../fields/delete.ts'
import { makeField } from '../fields/make.ts'
import * as fields from '../fields/queries.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

export function serveFields(api: Api, { database }: { database: Database }): void {
  serve(api, listFields, async ({ caller }) => ({ data: await fields.listFields(database.db, caller.workspaceId) }))

  serve(api, postField, ({ body: given, caller }) =>
    database.transact((tx) => makeField(tx, { ...asked(caller), given })),
  )

  serve(api, patchField, ({ params: { id }, body: given, caller }) =>
    database.transact((tx) => changeField(tx, { ...asked(caller), id, given })),
  )

  serve(api, deleteField, async ({ params: { id }, caller }) => {
    await database.transact((tx) => deletion.deleteField(tx, { ...asked(caller), id }))
  })
}

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, actor: actorOf(caller) }
}
